using ForwardForward.Data;
using ForwardForward.Experiments;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Experiments.Probing;

public sealed class LinearProbeTests
{
    [Fact]
    public void Fit_Ridge_SolvesTheNormalEquations()
    {
        using LabelledImages data = SyntheticImages.Create(2_300);
        using LinearProbe probe = LinearProbe.Fit(
            RawPixels.Features, data, new ProbeOptions { Head = new RidgeHead { Strengths = [0.3] } });

        Tensor pixels = data.Images.flatten(1).to(float64), mean = pixels.mean([0]), deviation = pixels.std(0, unbiased: false);
        Tensor x = (pixels - mean) / deviation, y = nn.functional.one_hot(data.Labels, 3).to(float64);
        Tensor weights = linalg.inv(x.t().mm(x) + eye(36, dtype: float64) * 0.3 * data.Count).mm(x.t()).mm(y - y.mean([0]));
        Tensor scores = x.mm(weights) + y.mean([0]);

        nn.functional.linear(data.Images.flatten(1), probe.Weights, probe.Bias).ShouldBeClose(scores.to(float32), 1e-5);
        probe.Predict(data.Images).eq(scores.argmax(1)).all().item<bool>().Should().BeTrue();
        probe.Strength.Should().Be(0.3);
        probe.ValidationAccuracy.Should().BeNull();
    }

    [Fact]
    public void Fit_SoftmaxRegression_ReachesWhereTheGradientOfThePenalisedLossVanishes()
    {
        using LabelledImages data = SyntheticImages.Create(90);
        SoftmaxRegressionHead head =
            new() { Strengths = [0.05], Standardise = false, Steps = 3_000, BatchSize = 1_000, KeepFeatures = true };

        using LinearProbe probe = LinearProbe.Fit(RawPixels.Features, data, new ProbeOptions { Head = head });

        Tensor pixels = data.Images.flatten(1);
        Tensor error = nn.functional.linear(pixels, probe.Weights, probe.Bias).softmax(1) - nn.functional.one_hot(data.Labels, 3);
        Tensor gradient = (error.t().mm(pixels) / data.Count) + (probe.Weights * 0.05);
        gradient.abs().max().ToDouble().Should().BeLessThan(1e-3);
        error.mean([0]).abs().max().ToDouble().Should().BeLessThan(1e-3);
    }

    [Fact]
    public void Fit_SoftmaxRegressionStandardised_DoesNotDependOnTheScaleOfAFeature()
    {
        using LabelledImages data = SyntheticImages.Create(60);
        SoftmaxRegressionHead head = new() { Strengths = [0], Steps = 20, BatchSize = 16 };
        Tensor scale = logspace(-2, 2, 36);

        using LinearProbe plain = LinearProbe.Fit(RawPixels.Features, data, new ProbeOptions { Head = head });
        using LinearProbe scaled = LinearProbe.Fit(
            images => (RawPixels.Features(images) * scale) + 5, data, new ProbeOptions { Head = head });

        (scaled.Weights * scale).ShouldBeClose(plain.Weights, 1e-3);
    }

    [Fact]
    public void Fit_FeaturesKeptOrNot_IsTheSame()
    {
        using LabelledImages data = SyntheticImages.Create(60);
        ProbeOptions Options(bool keep) =>
            new() { Head = new SoftmaxRegressionHead { Strengths = [0], Steps = 20, BatchSize = 16, KeepFeatures = keep } };

        using LinearProbe anew = LinearProbe.Fit(RawPixels.Features, data, Options(keep: false));
        using LinearProbe kept = LinearProbe.Fit(RawPixels.Features, data, Options(keep: true));

        kept.Weights.ShouldBeClose(anew.Weights);
    }

    [Fact]
    public void Fit_FeatureThatNeverChanges_IsIgnored()
    {
        using LabelledImages data = SyntheticImages.Create(60);
        using LinearProbe probe = LinearProbe.Fit(
            images => cat([images.flatten(1), ones(images.shape[0], 1) * 7], 1), data,
            new ProbeOptions { Head = new RidgeHead { Strengths = [0.1] } });

        probe.Weights.select(1, 36).abs().max().ToDouble().Should().BeLessThan(1e-6);
        probe.MeasureAccuracy(data).Should().BeGreaterThan(0.9);
    }

    [Fact]
    public void Fit_SeveralStrengths_ValidationChooses()
    {
        using LabelledImages data = SyntheticImages.Create(60), validation = SyntheticImages.Create(300, seed: 2);
        double[] strengths = [1e6, 0.1];

        using LinearProbe probe = LinearProbe.Fit(
            RawPixels.Features, data, new ProbeOptions { Validation = validation, Head = new RidgeHead { Strengths = [.. strengths] } });

        double[] accuracies = [.. strengths.Select(strength =>
        {
            using LinearProbe alone = LinearProbe.Fit(
                RawPixels.Features, data, new ProbeOptions { Head = new RidgeHead { Strengths = [strength] } });
            return alone.MeasureAccuracy(validation);
        })];
        probe.ValidationAccuracy.Should().Be(accuracies.Max());
        probe.Strength.Should().Be(strengths[Array.IndexOf(accuracies, accuracies.Max())]);
        FluentActions.Invoking(() => LinearProbe.Fit(RawPixels.Features, data))
            .Should().Throw<ArgumentException>().WithMessage("*6 strengths*validation*");
    }

    [Fact]
    public void Fit_ReadsPortionsOfImages_AndKeepsNoTensorButItsOwn()
    {
        using LabelledImages data = SyntheticImages.Create(2_100);
        long before = Tensors.CountLive(), largest = 0;

        LinearProbe probe = LinearProbe.Fit(Watched, data, new ProbeOptions { Validation = data });
        Tensor.TotalCount.Should().Be(before + 2);
        probe.Dispose();
        using (LinearProbe softmax = LinearProbe.Fit(
            Watched, data, new ProbeOptions { Validation = data, Head = new SoftmaxRegressionHead { Steps = 10 } }))
            softmax.MeasureAccuracy(data);

        Tensor.TotalCount.Should().Be(before);
        largest.Should().Be(1_000);

        Tensor Watched(Tensor images)
        {
            largest = Math.Max(largest, images.shape[0]);
            return RawPixels.Features(images);
        }
    }

    [Fact]
    public void Fit_FunctionThatFailsOrIsCancelled_LeavesNothingBehind()
    {
        using LabelledImages data = SyntheticImages.Create(2_100);
        using CancellationTokenSource cancellation = new();
        long before = Tensors.CountLive();

        Fail<InvalidOperationException>(images => images.slice(0, 0, images.shape[0], 1), "*[n, features]*, 1, 6, 6]*");
        Fail<InvalidOperationException>(images => images.flatten(1) / 0, "*NaN or infinity*");
        Fail<InvalidOperationException>(_ => null!, "*null*");
        Fail<OperationCanceledException>(
            images =>
            {
                cancellation.Cancel();
                return images.flatten(1);
            },
            "*");

        Tensor.TotalCount.Should().Be(before);

        void Fail<T>(Func<Tensor, Tensor> features, string message)
            where T : Exception
        {
            foreach (ProbeHead head in new ProbeHead[] { new RidgeHead(), new SoftmaxRegressionHead { Steps = 3, KeepFeatures = true } })
            {
                ProbeOptions options = new() { Validation = data, Head = head, Cancellation = cancellation.Token };
                FluentActions.Invoking(() => LinearProbe.Fit(features, data, options)).Should().Throw<T>().WithMessage(message);
            }
        }
    }

    [Fact]
    public void Fit_Progress_EndsEachPassAtOne()
    {
        using LabelledImages data = SyntheticImages.Create(1_500);
        List<double> reports = [];

        ProbeOptions options = new() { Validation = data, Progress = new ProgressCallback<double>(reports.Add) };
        LinearProbe.Fit(RawPixels.Features, data, options).Dispose();

        reports.Should().Equal([2 / 3.0, 1, .. Enumerable.Range(1, 6).Select(strength => strength / 6.0), 2 / 3.0, 1]);
    }

    [Fact]
    public void Heads_SettingsOutOfRange_AreRefused()
    {
        FluentActions.Invoking(() => new RidgeHead { Strengths = [0] }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new RidgeHead { Strengths = [] }).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new SoftmaxRegressionHead { Strengths = [-1] }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new SoftmaxRegressionHead { Steps = 0 }).Should().Throw<ArgumentOutOfRangeException>();
        new SoftmaxRegressionHead { Optimizer = new AdamOptions { LearningRate = 0.5 } }.Optimizer.LearningRate.Should().Be(0.5);
    }
}
