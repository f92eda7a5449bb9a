using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ForwardForward.Benchmarks.Plain;

/// <summary>Scores ten labels by ten forward passes through modules: embed, normalise, linear, relu, mean square.</summary>
internal sealed class PlainScorer : IDisposable
{
    private readonly Linear[] _layers;

    /// <param name="network">Whose parameters it takes over.</param>
    public PlainScorer(FFNetwork network)
    {
        using var still = no_grad();
        _layers = [.. network.Layers.Select(layer => Copy(layer.Parameters[0].Value, layer.Parameters[1].Value))];
    }

    /// <summary>The mean squares of all layers' activations of flat images under each label, summed, <c>[rows, 10]</c>.</summary>
    public Tensor Score(Tensor images)
    {
        using DisposeScope scope = NewDisposeScope();
        using var still = no_grad();
        return stack([.. Enumerable.Range(0, 10).Select(label => ScoreLabel(images, label))], 1).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        foreach (Linear layer in _layers)
            layer.Dispose();
    }

    private static Linear Copy(Tensor weight, Tensor bias)
    {
        Linear layer = nn.Linear(weight.shape[1], weight.shape[0]);
        layer.weight.copy_(weight);
        layer.bias!.copy_(bias);
        return layer;
    }

    private Tensor ScoreLabel(Tensor images, int label)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor activations = images.clone();
        activations.narrow(1, 0, 10).zero_();
        activations.select(1, label).fill_(5);
        Tensor score = zeros([images.shape[0]]);
        foreach (Linear layer in _layers)
        {
            Tensor normalised = activations / (activations.pow(2).mean([1], keepdim: true) + 1e-8).sqrt();
            activations = layer.forward(normalised).relu();
            score += activations.pow(2).mean([1]);
        }
        return score.MoveToOuterDisposeScope();
    }
}
