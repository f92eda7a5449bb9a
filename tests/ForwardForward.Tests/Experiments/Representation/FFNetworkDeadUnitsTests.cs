using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Faithful;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Experiments.Representation;

public sealed class FFNetworkDeadUnitsTests
{
    [Fact]
    public void CountDeadUnits_KnownUnits_CountsThoseThatNoImageMoves()
    {
        // More images than a micro-batch of 1000. Unit 1 fires on the first image alone, unit 2 on the last; unit 3 hardly ever, unit 0
        // never. The root mean square of the 6,000 activations is √((1 + 1 + 1500 · 0.005²) / 6000) = 0.0184: of that, unit 3 is a quarter.
        using FFNetwork network = FourUnits(
            new float[,] { { 0, 0, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 }, { 0, 0, 0, 0 } }, -1, 0, 0, 0.005f);
        Tensor images = zeros([1_500, 1, 1, 4]);
        images[0, 0, 0, 2] = 1;
        images[1_499, 0, 0, 3] = 1;

        network.CountDeadUnits(images).Should().BeEquivalentTo([new DeadUnits(0.5, 0.5, 0.25)]);
        network.CountDeadUnits(images, threshold: 0.001).Should().BeEquivalentTo([new DeadUnits(0.25, 0.25, 0.25)]);
        network.CountDeadUnits(images, threshold: 0.3).Should().BeEquivalentTo([new DeadUnits(0.5, 0.5, 0.5)]);
    }

    [Fact]
    public void CountDeadUnits_SmallInputs_AreDeadByTheNumberAndAliveByTheLayer()
    {
        using FFNetwork network = FourUnits(new float[,] { { 0, 0, 1, 0 }, { 0, 0, 0, 1 }, { 0, 0, 1, 1 }, { 0, 0, 0, 0 } }, 0, 0, 0, 0);
        Tensor images = Tensors.Matrix(new float[,] { { 0, 0, 1, 0 }, { 0, 0, 0, 1 } }).view(2, 1, 1, 4);

        network.CountDeadUnits(images).Should().BeEquivalentTo([new DeadUnits(0.25, 0.25, 0.25)]);
        network.CountDeadUnits(images * 1e-4).Should().BeEquivalentTo([new DeadUnits(1, 1, 0.25)]);
        network.CountDeadUnits(zeros_like(images)).Should().BeEquivalentTo([new DeadUnits(1, 1, 1)]);
    }

    [Fact]
    public void CountDeadUnits_GateThatHardlyOpens_IsDeadBehindItAndAliveBefore()
    {
        using FFNetwork network =
            new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3).WithInputNormalisation(new LengthNormalisation())
            .AddLayer(FaithfulLayers.PredictiveCoding(50)).Build();
        using LabelledImages data = SyntheticImages.Create(100);

        DeadUnits dead = network.CountDeadUnits(data.Images).Should().ContainSingle().Which;

        dead.Gated.Should().BeGreaterThan(0.9);
        dead.Ungated.Should().BeLessThan(0.5);
        dead.Relative.Should().BeLessThan(0.5);
    }

    [Fact]
    public void CountDeadUnits_Map_TakesAChannelForAUnit()
    {
        using FFNetwork network = new FFNetworkBuilder().WithInput(1, 4, 4).WithClasses(2).AddCwcBlock(2).Build();
        network.Layers[0].Parameters[0].Value.zero_();
        network.Layers[0].Parameters[1].Value.copy_(Tensors.Vector(0, 1));

        network.CountDeadUnits(rand([3, 1, 4, 4])).Should().BeEquivalentTo([new DeadUnits(0.5, 0.5, 0.5)]);
    }

    [Fact]
    public void CountDeadUnits_WhatItCannotCount_SaysWhy()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        Tensor images = zeros([2, 1, 6, 6]);

        FluentActions.Invoking(() => network.CountDeadUnits(images, threshold: 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => network.CountDeadUnits(images.view(2, 36)))
            .Should().Throw<ArgumentException>().WithMessage("*1×6×6*[2, 36]*");
        FluentActions.Invoking(
            () => network.CountDeadUnits(images, options: new EvaluationOptions { Cancellation = new CancellationToken(canceled: true) }))
            .Should().Throw<OperationCanceledException>();
        network.Layers[1].Parameters[0].Value.fill_(float.NaN);
        FluentActions.Invoking(() => network.CountDeadUnits(images))
            .Should().Throw<InvalidOperationException>().WithMessage("Layer 2 (Dense 24)*NaN or infinity*");
    }

    /// <summary>Four units that see what stands in the images' last two pixels; the first two hold the label.</summary>
    private static FFNetwork FourUnits(float[,] weight, params float[] bias)
    {
        FFNetwork network =
            new FFNetworkBuilder().WithInput(1, 1, 4).WithClasses(2).WithInputNormalisation(new NoNormalisation()).AddDense(4).Build();
        network.Layers[0].Parameters[0].Value.copy_(Tensors.Matrix(weight));
        network.Layers[0].Parameters[1].Value.copy_(Tensors.Vector(bias));
        return network;
    }
}
