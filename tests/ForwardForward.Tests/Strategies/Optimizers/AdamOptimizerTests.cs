using ForwardForward.Data;
using TorchSharp.Modules;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Optimizers;

public sealed class AdamOptimizerTests
{
    [Fact]
    public void Step_FirstStep_MovesEveryElementByTheLearningRateAgainstTheGradient()
    {
        // In Adam's first step m̂ / √v̂ = g / |g|.
        Tensor parameter = Vector(1, 1, 1);
        using AdamOptimizer optimizer = new(
            "a layer", [new("weight", parameter)], new AdamOptions { LearningRate = 0.1, Decay = LearningRateDecay.Constant });

        optimizer.Step([Vector(5, -0.5f, 0)], progress: 0);

        parameter.ShouldBeClose(Vector(0.9f, 1.1f, 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    public void Step_TwentySteps_EqualsTorchSharpsAdam(double weightDecay)
    {
        Tensor[] ours = [Random(1, 30, 20), Random(2, 30)];
        Parameter[] theirs = [.. ours.Select(tensor => new Parameter(tensor.clone()))];
        AdamOptions options = new() { LearningRate = 0.01, Decay = LearningRateDecay.Constant, WeightDecay = weightDecay };
        using AdamOptimizer fused = new("a layer", [new("weight", ours[0]), new("bias", ours[1])], options);
        using optim.Optimizer plain = optim.Adam(theirs, options.LearningRate, options.Beta1, options.Beta2, options.Epsilon, weightDecay);

        for (int step = 0; step < 20; step++)
        {
            Tensor[] gradients = [Random(100 + step, 30, 20), Random(200 + step, 30)];
            fused.Step(gradients, progress: 0);
            for (int index = 0; index < theirs.Length; index++)
                theirs[index].grad = gradients[index];
            plain.step();
        }

        ours[0].ShouldBeClose(theirs[0], 1e-5);
        ours[1].ShouldBeClose(theirs[1], 1e-5);
    }

    [Fact]
    public void Step_TransposedGradient_MovesEachElementByItsOwn()
    {
        Tensor parameter = zeros(2, 3);
        using AdamOptimizer optimizer = new(
            "a layer", [new("weight", parameter)], new AdamOptions { LearningRate = 0.1, Decay = LearningRateDecay.Constant });

        optimizer.Step([Matrix(new float[,] { { 1, -1 }, { 1, 1 }, { -1, -1 } }).t()], progress: 0);

        parameter.ShouldBeClose(Matrix(new[,] { { -0.1f, -0.1f, 0.1f }, { 0.1f, -0.1f, 0.1f } }));
    }

    [Fact]
    public void Step_TransposedGradient_LeavesNoCopy()
    {
        using AdamOptimizer optimizer = new("a layer", [new("weight", zeros(2, 3))], new AdamOptions());
        using Tensor drawn = Random(1, 3, 2), gradient = drawn.t();
        long before = CountLive();

        optimizer.Step([gradient], progress: 0);

        Tensor.TotalCount.Should().Be(before);
    }

    // The fused kernel walks as far as the parameter reaches, in moments that reach less far.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_ParameterChangedBehindTheOptimizer_IsRefusedByName(bool byShape)
    {
        using LabelledImages data = SyntheticImages.Create(24);
        using FFNetwork network = SyntheticImages.Network().Build();
        network.Fit(data, new TrainingOptions { Epochs = 1, BatchSize = 8 });
        Tensor weight = network.Layers[1].Parameters[0].Value;
        using Tensor other = byShape ? zeros(40_000, weight.shape[1]) : zeros(weight.shape[1], weight.shape[0]).t();
        using (no_grad())
            weight.set_(other);

        FluentActions.Invoking(() => network.Fit(data, new TrainingOptions { Epochs = 1, BatchSize = 8 }))
            .Should().Throw<InvalidOperationException>().WithMessage("*Dense 24*");
    }

    [Fact]
    public void Create_ParameterWithGapsInMemory_IsRefused() =>
        FluentActions.Invoking(() => new AdamOptimizer("a layer", [new("scale", zeros(4, 6).narrow(1, 0, 3))], new AdamOptions()))
            .Should().Throw<ArgumentException>().WithMessage("scale*side by side*contiguous()*[4, 3]*");
}
