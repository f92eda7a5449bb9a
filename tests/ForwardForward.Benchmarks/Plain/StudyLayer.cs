using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ForwardForward.Benchmarks.Plain;

/// <summary>A layer as the study writes it: one pass for positives, one for negatives, autograd, and TorchSharp's Adam.</summary>
internal sealed class StudyLayer : IDisposable
{
    private const double Threshold = 2.0;

    private readonly Linear _linear;
    private readonly optim.Optimizer _optimizer;

    public StudyLayer(int inputs, int units)
    {
        _linear = nn.Linear(inputs, units);
        _optimizer = optim.Adam(_linear.parameters(), lr: 0.03);
    }

    /// <summary>Takes over parameters, so that two networks can begin alike.</summary>
    public void Begin(Tensor weight, Tensor bias)
    {
        using var still = no_grad();
        _linear.weight.copy_(weight);
        _linear.bias!.copy_(bias);
    }

    public Tensor Forward(Tensor input) => _linear.forward(input / (input.norm(1, keepdim: true, p: 2) + 1e-4f)).relu();

    /// <summary>One step; what it returns is from before it.</summary>
    public (Tensor Positive, Tensor Negative, Tensor Loss) Learn(Tensor positive, Tensor negative)
    {
        Tensor positiveActivations = Forward(positive), negativeActivations = Forward(negative);
        Tensor positiveGoodness = positiveActivations.pow(2).mean([1]), negativeGoodness = negativeActivations.pow(2).mean([1]);
        Tensor loss = cat([Threshold - positiveGoodness, negativeGoodness - Threshold], 0).exp().add(1).log().mean();
        _optimizer.zero_grad();
        loss.backward();
        _optimizer.step();
        return (positiveActivations.detach(), negativeActivations.detach(), loss.detach());
    }

    public void Dispose()
    {
        _linear.Dispose();
        _optimizer.Dispose();
    }
}
