using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Benchmarks.Plain;

/// <summary>Scores ten labels by ten forward passes: embed, normalise, linear, relu, mean square.</summary>
/// <param name="layers">Weight and bias of each layer.</param>
internal sealed class PlainScorer(IReadOnlyList<(Tensor Weight, Tensor Bias)> layers)
{
    /// <summary>The mean squares of all layers' activations of flat images under each label, summed, <c>[rows, 10]</c>.</summary>
    public Tensor Score(Tensor images)
    {
        using DisposeScope scope = NewDisposeScope();
        using var still = no_grad();
        return stack([.. Enumerable.Range(0, 10).Select(label => ScoreLabel(images, label))], 1).MoveToOuterDisposeScope();
    }

    private Tensor ScoreLabel(Tensor images, int label)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor activations = images.clone();
        activations.narrow(1, 0, 10).zero_();
        activations.select(1, label).fill_(5);
        Tensor score = zeros([images.shape[0]]);
        foreach ((Tensor weight, Tensor bias) in layers)
        {
            Tensor normalised = activations / (activations.pow(2).mean([1], keepdim: true) + 1e-8).sqrt();
            activations = nn.functional.linear(normalised, weight, bias).relu();
            score += activations.pow(2).mean([1]);
        }
        return score.MoveToOuterDisposeScope();
    }
}
