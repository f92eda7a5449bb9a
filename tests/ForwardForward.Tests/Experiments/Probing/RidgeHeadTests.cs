using ForwardForward.Data;
using ForwardForward.Experiments;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Experiments.Probing;

public sealed class RidgeHeadTests
{
    private static readonly double[] Strengths = [1e-3, 0.1, 10];

    [Theory]
    [InlineData(20)]
    [InlineData(36)]
    [InlineData(1_100)]
    public void Fit_FewerAsManyOrMoreImagesThanFeatures_BothFormsSolveTheNormalEquations(int images)
    {
        using LabelledImages data = SyntheticImages.Create(images);
        ShouldSolveTheNormalEquations(RawPixels.Features, data);
    }

    [Theory]
    [InlineData(600, 1_200)]
    [InlineData(1_300, 1_200)]
    public void Fit_MoreThanOneBlockOfEquations_BothFormsSolveTheNormalEquations(int images, int features)
    {
        using LabelledImages data = SyntheticImages.Create(images);
        using Generator generator = new(3UL);
        using Tensor projection = randn([36, features], generator: generator);
        ShouldSolveTheNormalEquations(pixels => pixels.flatten(1).mm(projection).relu(), data);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(60)]
    public void Fit_FeaturesThatNeverChange_GetNoWeight(int images)
    {
        using LabelledImages data = SyntheticImages.Create(images);
        foreach (LinearHead head in FitByBoth(With, data).SelectMany(heads => heads))
            head.Weights.narrow(1, 36, 2).abs().max().ToDouble().Should().Be(0);
        ShouldSolveTheNormalEquations(With, data);

        static Tensor With(Tensor pixels) =>
            cat([pixels.flatten(1), full(pixels.shape[0], 1, 0.1f), full(pixels.shape[0], 1, -70_000f)], 1);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(60)]
    public void Fit_LargeMeans_CostNoPrecision(int images)
    {
        using LabelledImages data = SyntheticImages.Create(images);
        ShouldSolveTheNormalEquations(pixels => pixels.flatten(1) + 1_000, data);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(60)]
    public void Fit_ClassWithoutImages_ScoresNothing(int images)
    {
        using LabelledImages two = SyntheticImages.Create(images, classes: 2), data = new(two.Images.clone(), two.Labels.clone(), 4);
        foreach (LinearHead head in FitByBoth(RawPixels.Features, data).SelectMany(heads => heads))
        {
            head.Weights.narrow(0, 2, 2).abs().max().ToDouble().Should().Be(0);
            head.Bias.narrow(0, 2, 2).abs().max().ToDouble().Should().Be(0);
        }
        ShouldSolveTheNormalEquations(RawPixels.Features, data);
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(35, true)]
    [InlineData(36, false)]
    [InlineData(37, false)]
    public void Fit_FormWithFewerUnknowns_IsTaken(int images, bool dual)
    {
        using LabelledImages data = SyntheticImages.Create(images);
        List<double> reports = [];
        ProbeOptions options = new()
        {
            Head = new RidgeHead { Strengths = [0.1] },
            Progress = new ProgressCallback<double>(reports.Add),
        };

        LinearProbe.Fit(RawPixels.Features, data, options).Dispose();

        reports.Should().Equal(Enumerable.Repeat(1.0, dual ? 4 : 2), "the dual form multiplies what it kept, before it solves and after");
    }

    [Theory]
    [InlineData(700, 1)]
    [InlineData(700, 2)]
    [InlineData(700, 4)]
    [InlineData(1_300, 2)]
    [InlineData(1_300, 4)]
    public void Fit_CancelledWhileItMultipliesOrSolves_StopsThereAndLeavesNothingBehind(int images, int atReport)
    {
        using LabelledImages data = SyntheticImages.Create(images);
        using CancellationTokenSource cancellation = new();
        int reports = 0;
        long before = Tensors.CountLive();
        ProbeOptions options = new()
        {
            Head = new RidgeHead { Strengths = [0.1, 1] },
            Validation = data,
            Cancellation = cancellation.Token,
            Progress = new ProgressCallback<double>(_ =>
            {
                if (++reports == atReport)
                    cancellation.Cancel();
            }),
        };

        FluentActions.Invoking(() => LinearProbe.Fit(images => images.flatten(1).repeat(1, 30), data, options))
            .Should().Throw<OperationCanceledException>();

        reports.Should().Be(atReport);
        Tensor.TotalCount.Should().Be(before);
    }

    [Theory]
    [InlineData(6_000_000, "*6,000,000 features of 200,000 images*images × features × 4 + images² × 8: 5,120,000,000,000 bytes*Grids*")]
    [InlineData(0, "*2,000,000 features of 2,000,001 images*features² × 8: 32,000,000,000,000 bytes*Grids*")]
    public void Fit_MoreThanMemoryHolds_IsRefusedBeforeItIsRead(int wide, string message)
    {
        int count = wide > 0 ? 200_000 : 2_000_001, width = wide > 0 ? wide : 2_000_000;
        using LabelledImages data = new(zeros(count, 1, 1, 1), zeros(count, int64), 2);
        long most = 0;
        long before = Tensors.CountLive();

        FluentActions.Invoking(() => LinearProbe.Fit(Wide, data, new ProbeOptions { Head = new RidgeHead { Strengths = [1] } }))
            .Should().Throw<InvalidOperationException>().WithMessage(message);

        most.Should().Be(1);
        Tensor.TotalCount.Should().Be(before);

        Tensor Wide(Tensor images)
        {
            most = Math.Max(most, images.shape[0]);
            return images.flatten(1).expand(images.shape[0], width);
        }
    }

    [Fact]
    public void Fit_StrengthLostInRounding_SaysSo()
    {
        using LabelledImages data = SyntheticImages.Create(60);
        ProbeOptions options = new() { Head = new RidgeHead { Strengths = [1e-300] } };
        long before = Tensors.CountLive();

        FluentActions.Invoking(() => LinearProbe.Fit(images => images.flatten(1).narrow(1, 0, 1).repeat(1, 40), data, options))
            .Should().Throw<InvalidOperationException>().WithMessage("*1E-300*larger Strengths*");

        Tensor.TotalCount.Should().Be(before);
    }

    private static void ShouldSolveTheNormalEquations(Func<Tensor, Tensor> function, LabelledImages data)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor features = function(data.Images).to(float64), mean = features.mean([0]), spread = features.std(0, unbiased: false);
        Tensor deviation = where(spread > 1e-9, spread, ones_like(spread));
        Tensor x = (features - mean) / deviation, y = nn.functional.one_hot(data.Labels, data.Classes).to(float64);
        foreach (IReadOnlyList<LinearHead> heads in FitByBoth(function, data))
        {
            heads.Select(head => head.Strength).Should().Equal(Strengths);
            foreach (LinearHead head in heads)
            {
                Tensor left = (x.t().mm(x) / data.Count) + (eye(x.shape[1], dtype: float64) * head.Strength);
                Tensor weights = linalg.solve(left, x.t().mm(y - y.mean([0])) / data.Count).t() / deviation;
                ShouldBeNear(head.Weights, weights);
                ShouldBeNear(head.Bias, y.mean([0]) - weights.mv(mean));
            }
        }
    }

    private static void ShouldBeNear(Tensor actual, Tensor expected) =>
        ((actual - expected).norm() / expected.norm()).ToDouble().Should().BeLessThan(1e-4);

    private static IReadOnlyList<LinearHead>[] FitByBoth(Func<Tensor, Tensor> features, LabelledImages data)
    {
        RidgeHead ridge = new() { Strengths = [.. Strengths] };
        ProbeSamples samples = new(features, data);
        return [ridge.FitByFeatures(samples, null, default), ridge.FitByImages(samples, null, default)];
    }
}
