using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ForwardForward.Benchmarks.Plain;

/// <summary>
/// The layers of a backprop twin as modules: inputs of unit mean square, linear, rectifier, and a linear readout.
/// Each batch goes through in micro-batches whose gradients are summed, so that only the activations of one are held at a time.
/// Adam is the twin's: that of TorchSharp holds intermediate values of all parameters during a step.
/// </summary>
internal sealed class PlainBackprop : IDisposable
{
    private readonly Linear[] _layers;
    private readonly Linear _readout;
    private readonly Parameter[] _parameters;
    private readonly AdamOptimizer _optimizer;

    public PlainBackprop(int inputs, int units, int depth, int classes)
    {
        _layers = [.. Enumerable.Range(0, depth).Select(layer => nn.Linear(layer == 0 ? inputs : units, units))];
        _readout = nn.Linear(units, classes);
        _parameters = [.. _layers.Append(_readout).SelectMany(layer => layer.parameters())];
        _optimizer = new AdamOptimizer(
            "the plain layers",
            [.. _parameters.Select((parameter, index) => new NamedTensor(FormattableString.Invariant($"parameter{index}"), parameter))],
            new AdamOptions());
    }

    /// <summary>One pass over flat images in a random order, one step a batch.</summary>
    public void LearnEpoch(Tensor images, Tensor labels, int batch, int microBatch)
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (Tensor rows in randperm(images.shape[0], int64).split(batch))
        {
            foreach (Tensor part in rows.split(microBatch))
            {
                using DisposeScope ofPart = NewDisposeScope();
                Tensor loss = nn.functional.cross_entropy(Forward(images.index_select(0, part)), labels.index_select(0, part));
                (loss * ((double)part.shape[0] / rows.shape[0])).backward();
            }
            using DisposeScope ofStep = NewDisposeScope();
            _optimizer.Step([.. _parameters.Select(parameter => parameter.grad!)], progress: 0);
            foreach (Linear layer in _layers.Append(_readout))
                layer.zero_grad(set_to_none: true);
        }
    }

    public void Dispose()
    {
        foreach (Linear layer in _layers)
            layer.Dispose();
        _readout.Dispose();
        _optimizer.Dispose();
    }

    private Tensor Forward(Tensor activations)
    {
        foreach (Linear layer in _layers)
            activations = layer.forward(activations / (activations.pow(2).mean([1], keepdim: true) + 1e-8).sqrt()).relu();
        return _readout.forward(activations);
    }
}
