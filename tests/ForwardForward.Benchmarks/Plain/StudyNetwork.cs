using ForwardForward.Benchmarks.Measuring;
using ForwardForward.Extensibility;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Benchmarks.Plain;

/// <summary>The study's network, 784-500-500, and its two ways of training.</summary>
internal sealed class StudyNetwork : IDisposable
{
    private readonly StudyLayer[] _layers = [new(784, 500), new(500, 500)];

    /// <summary>A network with the parameters of another.</summary>
    public static StudyNetwork Like(FFNetwork network)
    {
        StudyNetwork study = new();
        foreach ((StudyLayer layer, LocalLayer model) in study._layers.Zip(network.Layers))
            layer.Begin(model.Parameters[0].Value, model.Parameters[1].Value);
        return study;
    }

    /// <summary>An epoch of mini-batches of flat images, with fresh negatives in each, both layers learning.</summary>
    public void LearnEpoch(Tensor images, Tensor labels, int batch)
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (Tensor rows in randperm(images.shape[0], int64).split(batch))
        {
            using DisposeScope ofBatch = NewDisposeScope();
            Tensor shown = images.index_select(0, rows), own = labels.index_select(0, rows);
            Tensor positive = StudyOverlay.Write(shown, own), negative = StudyOverlay.Write(shown, StudyOverlay.WrongLabels(own));
            foreach (StudyLayer layer in _layers)
                (positive, negative, _) = layer.Learn(positive, negative);
        }
    }

    /// <summary>Full-batch steps of the first layer, then of the second on what the first has become. One list of steps a layer.</summary>
    public IReadOnlyList<IReadOnlyList<StudyStep>> LearnGreedily(Tensor images, Tensor labels, Tensor wrongLabels, int steps)
    {
        using DisposeScope scope = NewDisposeScope();
        List<IReadOnlyList<StudyStep>> history = [];
        Tensor positive = StudyOverlay.Write(images, labels), negative = StudyOverlay.Write(images, wrongLabels);
        foreach (StudyLayer layer in _layers)
        {
            history.Add([.. Enumerable.Range(0, steps).Select(_ => Step(layer, positive, negative))]);
            (positive, negative) = (layer.Forward(positive).detach(), layer.Forward(negative).detach());
        }
        return history;
    }

    public void Dispose()
    {
        foreach (StudyLayer layer in _layers)
            layer.Dispose();
    }

    private static StudyStep Step(StudyLayer layer, Tensor positive, Tensor negative)
    {
        using DisposeScope scope = NewDisposeScope();
        double loss = 0;
        double seconds = Timing.Seconds(() => loss = layer.Learn(positive, negative).Loss.item<float>());
        return new StudyStep(loss, seconds);
    }
}
