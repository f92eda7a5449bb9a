using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Modulation;

public sealed class SignalModulationTests
{
    [Fact]
    public void Modulate_TwoRows_ScalesTheGoodnessByOnePlusScaleTimesTanhOfTheSignal()
    {
        // g̃ = g · (1 + 0.5 · tanh M): 2 · (1 + 0.5 · tanh 1) = 2.76159 and 3 · (1 + 0.5 · tanh(−2)) = 1.55396.
        Tensor modulated = new FixedSignal(Vector(1, -2)).Modulate(Vector(2, 3), Rows(1));

        modulated.ShouldBeClose(Vector(2.7615942f, 1.5539586f));
    }

    [Fact]
    public void Modulate_GoodnessThatRecords_PassesTheGradientScaled()
    {
        FixedSignal modulation = new(Vector(1, -2));

        // ∂g̃/∂g is the factor itself: 1.38080 and 0.51799.
        Gradient(goodness => modulation.Modulate(goodness, Rows(1)), Vector(2, 3)).ShouldBeClose(Vector(1.3807971f, 0.5179862f));
    }

    [Fact]
    public void CreateParameters_LearnedScale_IsWhatTheGradientReaches()
    {
        FixedSignal modulation = new(Vector(1, -2), learnScale: true);
        NamedTensor scale = modulation.CreateParameters(CPU).Should().ContainSingle().Which;
        scale.Value.requires_grad = true;

        using (enable_grad())
            modulation.Modulate(Vector(2, 3), new ModulationContext { Labels = zeros([2], int64), Positives = 1, KeptTensors = [scale] })
                .sum([0]).backward();

        // ∂ Σ g̃ / ∂s = 2 · tanh 1 + 3 · tanh(−2) = 1.52319 − 2.89208.
        scale.Name.Should().Be("modulation_scale");
        scale.Value.grad!.ToDouble().Should().BeApproximately(-1.368895, 1e-5);
    }

    [Fact]
    public void CreateParameters_FixedScale_AreNone() => new FixedSignal(Vector(1)).CreateParameters(CPU).Should().BeEmpty();

    [Fact]
    public void Modulate_LearnedScaleThatNobodyKept_SaysWhatIsKept() =>
        FluentActions.Invoking(() => new FixedSignal(Vector(1, -2), learnScale: true).Modulate(
                Vector(2, 3), new ModulationContext { Labels = zeros([2], int64), Positives = 1, KeptTensors = [new("taken", zeros(3))] }))
            .Should().Throw<InvalidOperationException>()
            .WithMessage("*keeps no tensor \"modulation_scale\"*it keeps taken [3]*CreateParameters*KeptTensors*");

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Constructor_ScaleNotFinite_IsRefused(double scale) =>
        FluentActions.Invoking(() => new TopDownModulation(scale)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*finite*");

    internal static ModulationContext Rows(long positives) => new() { Labels = zeros([2], int64), Positives = positives };

    private sealed class FixedSignal(Tensor signal, bool learnScale = false) : SignalModulation(0.5, learnScale)
    {
        protected override Tensor Signal(Tensor goodness, ModulationContext context) => signal;
    }
}
