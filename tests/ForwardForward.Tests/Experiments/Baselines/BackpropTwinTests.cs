using ForwardForward.Data;
using ForwardForward.Experiments;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Experiments.Baselines;

public sealed class BackpropTwinTests
{
    public static TheoryData<FFNetworkBuilder> Networks => new()
    {
        SyntheticImages.Network(),
        Builder().AddDense(24, layerNorm: true, dropout: 0.1),
        Builder().AddProjection(24).AddProjection(24),
        Builder().AddConvolutionProjection(12).AddConvolutionProjection(12),
        Builder().AddCwcBlock(12).AddCwcBlock(24, separator: true),
        Builder().AddStage(8, layers: 2, pooling: PoolingKind.Maximum).AddStage(12, layers: 2, pool: 2),
        Builder().AddMeanGoodnessStage(12, layers: 2, contrast: new SupervisedContrastOptions())
            .AddMeanGoodnessStage(24, layers: 2, stride: 2),
    };

    [Fact]
    public void Fit_PredictiveCodingLayers_TheirGatesFollowTheErrors()
    {
        using LabelledImages data = SyntheticImages.Create(60);
        using BackpropTwin twin = BackpropTwin.Create(Builder().AddPredictiveCoding(24).Build().Definition);
        Dictionary<string, Tensor> kept = twin.Network.Layers[0].Buffers.ToDictionary(
            buffer => buffer.Name, buffer => buffer.Value, StringComparer.Ordinal);

        twin.Fit(data, new TrainingOptions { Epochs = 2, BatchSize = 20 });

        kept["batches"].ToDouble().Should().Be(6);
        kept["error_mean"].ToDouble().Should().BeGreaterThan(0);
        kept["error_variance"].ToDouble().Should().NotBe(1);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Parameters_OfTheTwins_BeginAsTheDefinitionsLayersDo(FFNetworkBuilder builder)
    {
        using FFNetwork network = builder.Build(), untrained = UntrainedTwin.Create(network.Definition);
        using BackpropTwin twin = BackpropTwin.Create(network.Definition);
        string[] objectives = ["projection", "contrast_projection"];

        Tensor[] own = [.. network.Layers.SelectMany(layer => layer.Parameters)
            .Where(parameter => !objectives.Contains(parameter.Name, StringComparer.Ordinal)).Select(parameter => parameter.Value)];

        twin.Parameters.Should().HaveCount(own.Length + 2, "a weight and a bias of the readout are all that is added");
        for (int index = 0; index < own.Length; index++)
            twin.Parameters[index].Value.ShouldBeClose(own[index], 1e-12);
        untrained.Layers[0].Parameters[0].Value.ShouldBeClose(network.Layers[0].Parameters[0].Value, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Fit_LearnableImages_LearnsAndLeavesNoTensor(FFNetworkBuilder builder)
    {
        using LabelledImages train = SyntheticImages.Create(300, seed: 1), unseen = SyntheticImages.Create(300, seed: 2);
        using FFNetwork network = builder.WithOptimizer(new AdamOptions { LearningRate = 0.01 }).Build();
        foreach (bool deep in new[] { false, true })
        {
            long before = CountLive();
            using (BackpropTwin twin = BackpropTwin.Create(network.Definition, deepSupervision: deep))
            {
                TrainingResult result = twin.Fit(train, new TrainingOptions { Epochs = 8, BatchSize = 32, Validation = unseen });

                twin.MeasureAccuracy(unseen).Should().BeGreaterThan(0.9);
                result.History.Should().HaveCount(8);
                result.History[^1].Losses.Should().ContainSingle().Which.Should().BeLessThan(result.History[0].Losses[0]!.Value);
                result.History[^1].ValidationAccuracy.Should().BeApproximately(twin.MeasureAccuracy(unseen), 1e-12);
            }
            Tensor.TotalCount.Should().Be(before, "nothing may wait for the garbage collector");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_TwoLayers_EqualsPlainBackpropagation(bool deepSupervision)
    {
        using LabelledImages data = SyntheticImages.Create(20);
        using FFNetwork network = Builder()
            .WithOptimizer(new AdamOptions { LearningRate = 0.01, Decay = LearningRateDecay.Constant }).AddDense(8).AddDense(6).Build();
        using BackpropTwin twin = BackpropTwin.Create(network.Definition, deepSupervision: deepSupervision);
        TorchSharp.Modules.Parameter[] plain =
            [.. twin.Parameters.Select(parameter => new TorchSharp.Modules.Parameter(parameter.Value.clone()))];
        using optim.Optimizer adam = optim.Adam(plain, lr: 0.01);

        twin.Fit(data, new TrainingOptions { Epochs = 10, BatchSize = 20 });
        for (int step = 0; step < 10; step++)
        {
            Tensor first = nn.functional.linear(Normalise(data.Images.flatten(1)), plain[0], plain[1]).relu();
            Tensor second = nn.functional.linear(Normalise(first), plain[2], plain[3]).relu();
            Tensor loss = nn.functional.cross_entropy(nn.functional.linear(second, plain[^2], plain[^1]), data.Labels);
            if (deepSupervision)
                loss += nn.functional.cross_entropy(nn.functional.linear(first, plain[4], plain[5]), data.Labels);
            adam.zero_grad();
            loss.backward();
            adam.step();
        }

        for (int index = 0; index < plain.Length; index++)
            twin.Parameters[index].Value.ShouldBeClose(plain[index], 1e-4);

        static Tensor Normalise(Tensor rows) => rows / (rows.square().mean([1], keepdim: true) + 1e-8).sqrt();
    }

    [Fact]
    public void Features_TwoLayers_AreTheirActivationsSideBySide()
    {
        using LabelledImages data = SyntheticImages.Create(5);
        using FFNetwork network = Builder().AddDense(8).AddDense(6).Build();
        using BackpropTwin twin = BackpropTwin.Create(network.Definition);

        Tensor first = network.Layers[0].Forward(data.Images);

        twin.ExtractFeatures(data.Images).ShouldBeClose(cat([first, network.Layers[1].Forward(first)], 1), 1e-5);
    }

    [Fact]
    public void UntrainedTwin_AnotherSeed_HasOtherParameters()
    {
        using FFNetwork network = Builder().AddDense(8).Build(), twin = UntrainedTwin.Create(network.Definition, seed: 5);

        Values(twin.Layers[0].Parameters[0].Value).Should().NotEqual(Values(network.Layers[0].Parameters[0].Value));
        twin.Definition.Seed.Should().Be(5);
    }

    [Fact]
    public void BackpropTwin_AnotherSeed_HasOtherParameters()
    {
        using FFNetwork network = Builder().AddDense(8).Build();
        using BackpropTwin same = BackpropTwin.Create(network.Definition), other = BackpropTwin.Create(network.Definition, seed: 5);

        Values(other.Parameters[0].Value).Should().NotEqual(Values(same.Parameters[0].Value));
        other.Definition.Seed.Should().Be(5);
    }

    [Fact]
    public void MeasureAccuracy_Options_TellProgressAndCancel()
    {
        using LabelledImages data = SyntheticImages.Create(750);
        using FFNetwork network = Builder().AddDense(8).Build();
        using BackpropTwin twin = BackpropTwin.Create(network.Definition);
        List<double> reports = [];

        twin.MeasureAccuracy(data, new EvaluationOptions { Progress = new ProgressCallback<double>(reports.Add) });

        reports.Should().Equal(2 / 3.0, 1);
        EvaluationOptions cancelled = new() { Cancellation = new CancellationToken(canceled: true) };
        FluentActions.Invoking(() => twin.MeasureAccuracy(data, cancelled)).Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void Fit_ImagesThatDoNotFit_AreRefused()
    {
        using LabelledImages data = SyntheticImages.Create(20), four = SyntheticImages.Create(8, classes: 4);
        using FFNetwork network = Builder().AddDense(8).Build();
        using BackpropTwin twin = BackpropTwin.Create(network.Definition);

        FluentActions.Invoking(() => twin.Fit(four, new TrainingOptions { BatchSize = 4 }))
            .Should().Throw<ArgumentException>().WithMessage("*3 classes*4*");
        FluentActions.Invoking(() => twin.Fit(data, new TrainingOptions { BatchSize = 30 }))
            .Should().Throw<ArgumentException>().WithMessage("*30*20 images*");
        FluentActions.Invoking(
            () => twin.Fit(data, new TrainingOptions { BatchSize = 5, Cancellation = new CancellationToken(canceled: true) }))
            .Should().Throw<OperationCanceledException>();
    }

    private static FFNetworkBuilder Builder() => new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3);
}
