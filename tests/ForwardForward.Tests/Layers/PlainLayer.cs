using ForwardForward.Extensibility;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Layers;

/// <summary>
/// A dense layer that begins like another, as the study would write it: automatic differentiation over the whole, and TorchSharp's Adam.
/// </summary>
internal sealed class PlainLayer
{
    /// <summary>
    /// So large that Adam does not blow up the rounding of a gradient that is 0, such as half the rows' against the others'.
    /// </summary>
    public const double Epsilon = 1e-4;

    private readonly IGoodness _goodness;
    private readonly IContrastiveLoss _loss;
    private readonly INormalisation _normalisation;
    private readonly optim.Optimizer _optimizer;

    public PlainLayer(LocalLayer like, IGoodness goodness, IContrastiveLoss loss, INormalisation normalisation)
    {
        _goodness = goodness;
        _loss = loss;
        _normalisation = normalisation;
        Weight = new TorchSharp.Modules.Parameter(like.Parameters[0].Value.clone());
        Bias = new TorchSharp.Modules.Parameter(like.Parameters[1].Value.clone());
        _optimizer = optim.Adam([Weight, Bias], lr: 0.01, eps: Epsilon);
    }

    public TorchSharp.Modules.Parameter Weight { get; }

    public TorchSharp.Modules.Parameter Bias { get; }

    public double Learn(Tensor input)
    {
        long half = input.shape[0] / 2;
        Tensor goodness = _goodness.Measure(nn.functional.linear(_normalisation.Normalise(input), Weight, Bias).relu());
        Tensor loss = _loss.Loss(goodness.narrow(0, 0, half), goodness.narrow(0, half, half));
        _optimizer.zero_grad();
        loss.backward();
        _optimizer.step();
        return loss.ToDouble();
    }
}
