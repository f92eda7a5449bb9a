using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ForwardForward.Benchmarks;

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

    public (Tensor Positive, Tensor Negative) Learn(Tensor positive, Tensor negative)
    {
        Tensor positiveActivations = Forward(positive), negativeActivations = Forward(negative);
        Tensor positiveGoodness = positiveActivations.pow(2).mean([1]), negativeGoodness = negativeActivations.pow(2).mean([1]);
        Tensor loss = cat([Threshold - positiveGoodness, negativeGoodness - Threshold], 0).exp().add(1).log().mean();
        _optimizer.zero_grad();
        loss.backward();
        _optimizer.step();
        return (positiveActivations.detach(), negativeActivations.detach());
    }

    public void Dispose()
    {
        _linear.Dispose();
        _optimizer.Dispose();
    }

    private Tensor Forward(Tensor input) => _linear.forward(input / (input.norm(1, keepdim: true, p: 2) + 1e-4f)).relu();
}
