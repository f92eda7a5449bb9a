using ForwardForward.Experiments;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Experiments.Representation;

public sealed class LinearCkaTests
{
    [Fact]
    public void Measure_OneFeatureEach_IsTheSquaredCorrelation()
    {
        // Centred: (−1, 0, 1) and (−2, −1, 3). 5² / (2 · 14).
        Tensor first = Matrix(new float[,] { { 0 }, { 1 }, { 2 } }), second = Matrix(new float[,] { { 0 }, { 1 }, { 5 } });

        LinearCka.Measure(first, second).Should().BeApproximately(25.0 / 28, 1e-12);
        LinearCka.Measure(first, cat([second, zeros(3, 6)], 1))
            .Should().BeApproximately(25.0 / 28, 1e-12, "seven features of three samples go by the samples' products");
    }

    [Theory]
    [InlineData(200, 12)]
    [InlineData(12, 200)]
    public void Measure_RotatedShiftedAndScaledCopy_IsOne(int samples, int width)
    {
        Tensor features = Random(1, samples, width).to(float64);
        (Tensor rotation, _) = linalg.qr(Random(2, width, width).to(float64));

        LinearCka.Measure(features, (features.mm(rotation) * 0.01) + 3).Should().BeApproximately(1, 1e-10);
    }

    [Fact]
    public void Measure_IndependentNoise_IsNearZero() =>
        LinearCka.Measure(Random(1, 4_000, 20), Random(2, 4_000, 30)).Should().BeInRange(0, 0.02);

    [Theory]
    [InlineData(30, 8, 5)]
    [InlineData(10, 8, 25)]
    public void Measure_AnyFeatures_IsTheAlignmentOfTheCentredKernels(int samples, int first, int second)
    {
        Tensor x = Random(1, samples, first).to(float64), y = cat([x.narrow(1, 0, 3), Random(2, samples, second - 3).to(float64)], 1);
        Tensor centring = eye(samples, dtype: float64) - (1.0 / samples);

        double expected = Hsic(x, y) / Math.Sqrt(Hsic(x, x) * Hsic(y, y));

        LinearCka.Measure(x, y).Should().BeApproximately(expected, 1e-12);

        double Hsic(Tensor a, Tensor b) => a.mm(a.t()).mm(centring).mm(b.mm(b.t())).mm(centring).trace().item<double>();
    }

    [Fact]
    public void Measure_Maps_AreTakenAsRows()
    {
        Tensor maps = Random(1, 20, 2, 3, 3), others = Random(2, 20, 4);

        LinearCka.Measure(maps, others).Should().Be(LinearCka.Measure(maps.flatten(1), others));
    }

    [Theory]
    [InlineData(7, 2)]
    [InlineData(2, 7)]
    public void Measure_FeaturesThatNeverChange_IsZero(int samples, int width)
    {
        // A tenth has no exact form: the mean of seven of them is another number.
        LinearCka.Measure(full([samples, width], 0.1, float64), Random(1, samples, 3)).Should().Be(0);
        LinearCka.Measure(full([samples, width], 0.1, float64), full([samples, width], 0.3, float64)).Should().Be(0);
    }

    [Fact]
    public void Measure_WhatCannotBeMeasured_SaysWhy()
    {
        Tensor three = Random(1, 3, 2);

        Refuse(three, null!).Should().Throw<ArgumentNullException>().WithParameterName("second");
        Refuse(three, Random(1, 4, 2)).Should().Throw<ArgumentException>().WithMessage("*3 samples*4*").WithParameterName("second");
        Refuse(zeros(3), three).Should().Throw<ArgumentException>().WithMessage("*[n, features]*[3]*").WithParameterName("first");
        Refuse(zeros(3, 0), three).Should().Throw<ArgumentException>().WithMessage("*[3, 0]*");
        Refuse(zeros([3, 2], int64), three).Should().Throw<ArgumentException>().WithMessage("*float32*Int64*");
        Refuse(three, three / 0).Should().Throw<ArgumentException>().WithMessage("*NaN or infinity*").WithParameterName("second");

        static Action Refuse(Tensor first, Tensor second) => () => LinearCka.Measure(first, second);
    }
}
