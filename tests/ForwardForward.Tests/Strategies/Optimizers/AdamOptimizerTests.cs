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
    public void Step_DecoupledWeightDecay_TakesAShareOfEachParameterBesidesTheStep()
    {
        // 2 - 0.1 · 0.5 · 2 - 0.1, and without a gradient -4 + 0.1 · 0.5 · 4.
        Tensor parameter = Vector(2, -4);
        using AdamOptimizer optimizer = new("a layer", [new("weight", parameter)], new AdamOptions
        {
            LearningRate = 0.1,
            Decay = LearningRateDecay.Constant,
            WeightDecay = 0.5,
            DecouplesWeightDecay = true,
        });

        optimizer.Step([Vector(3, 0)], progress: 0);

        parameter.ShouldBeClose(Vector(1.8f, -3.8f));
    }

    [Theory]
    [InlineData(false, 0.02, 1.5)]
    [InlineData(true, 0.02, null)]
    [InlineData(true, 0.02, 1.5)]
    [InlineData(true, 0.02, 1e6)]
    public void Step_TwentySteps_EqualsTorchSharpsAdamWOfClippedGradients(bool decouples, double weightDecay, double? largest)
    {
        Tensor[] ours = [Random(1, 30, 20), Random(2, 30)];
        Parameter[] theirs = [.. ours.Select(tensor => new Parameter(tensor.clone()))];
        AdamOptions options = new()
        {
            LearningRate = 0.01,
            Decay = LearningRateDecay.Constant,
            WeightDecay = weightDecay,
            DecouplesWeightDecay = decouples,
            LargestGradient = largest,
        };
        using AdamOptimizer fused = new("a layer", [new("weight", ours[0]), new("bias", ours[1])], options);
        using optim.Optimizer plain = decouples
            ? optim.AdamW(theirs, options.LearningRate, options.Beta1, options.Beta2, options.Epsilon, weightDecay)
            : optim.Adam(theirs, options.LearningRate, options.Beta1, options.Beta2, options.Epsilon, weightDecay);

        for (int step = 0; step < 20; step++)
        {
            // From too short to be clipped to much too long.
            Tensor[] gradients = [Random(100 + step, 30, 20).mul(0.01 * (1 << step)), Random(200 + step, 30)];
            for (int index = 0; index < theirs.Length; index++)
                theirs[index].grad = gradients[index].clone();
            if (largest is { } length)
                nn.utils.clip_grad_norm_(theirs, length);
            fused.Step(gradients, progress: 0);
            plain.step();
        }

        ours[0].ShouldBeClose(theirs[0], 1e-5);
        ours[1].ShouldBeClose(theirs[1], 1e-5);
    }

    [Fact]
    public void Step_LargestGradient_IsTheLengthOfAllGradientsTogether()
    {
        // 3, 4 and 12 are 13 long together; the mean of the first step is a tenth of the gradient.
        Tensor[] parameters = [zeros(2), zeros(1)];
        using AdamOptimizer optimizer = new(
            "a layer", [new("weight", parameters[0]), new("bias", parameters[1])], new AdamOptions { LargestGradient = 1.3 });

        optimizer.Step([Vector(3, 4), Vector(12)], progress: 0);

        Dictionary<string, Tensor> state = optimizer.State.ToDictionary(
            tensor => tensor.Name, tensor => tensor.Value, StringComparer.Ordinal);
        state["weight/mean"].ShouldBeClose(Vector(0.03f, 0.04f));
        state["bias/mean"].ShouldBeClose(Vector(0.12f));
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
