using ForwardForward.Experiments;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Experiments.Representation;

public sealed class FisherSeparationTests
{
    [Fact]
    public void Measure_TwoClassesOnALine_IsTheFormula()
    {
        // Means 2, 9 and 5.5 of all: 2·3.5² + 2·3.5² = 49 between, 1 + 1 + 4 + 4 = 10 within.
        Tensor features = Matrix(new float[,] { { 1 }, { 7 }, { 3 }, { 11 } });

        FisherSeparation.Measure(features, LabelsOf(0, 1, 0, 1)).Should().BeApproximately(4.9, 1e-12);
        FisherSeparation.Measure(features, LabelsOf(40, -7, 40, -7)).Should().BeApproximately(4.9, 1e-12, "labels are names");
    }

    [Fact]
    public void Measure_TwoFeaturesAndUnequalClasses_AddsUpBoth()
    {
        // First feature: class 0 at 0 and 2, class 1 at 7; means 1, 7, of all 3: 2·4 + 16 = 24 between, 2 within. Second: 0, 0 and 3;
        // of all 1: 2 + 4 = 6 between, 0 within.
        Tensor features = Matrix(new float[,] { { 0, 0 }, { 2, 0 }, { 7, 3 } });

        FisherSeparation.Measure(features, LabelsOf(0, 0, 1)).Should().BeApproximately(15, 1e-12);
        FisherSeparation.Measure((features.to(float64).view(3, 2, 1, 1) * 0.001) + 1e6, LabelsOf(0, 0, 1))
            .Should().BeApproximately(15, 1e-5, "neither scale nor place matters");
    }

    [Fact]
    public void Measure_NothingToSeparate_IsZeroAndNothingWithinIsInfinite()
    {
        FisherSeparation.Measure(full([7, 2], 0.1, float64), LabelsOf(0, 0, 0, 1, 1, 1, 1)).Should().Be(0);
        FisherSeparation.Measure(Random(1, 3, 2), LabelsOf(5, 5, 5)).Should().Be(0);
        FisherSeparation.Measure(Matrix(new float[,] { { 0 }, { 4 }, { 0 } }), LabelsOf(0, 1, 0)).Should().Be(double.PositiveInfinity);
    }

    [Fact]
    public void Measure_WhatCannotBeMeasured_SaysWhy()
    {
        Tensor features = Random(1, 3, 2);

        Refuse(features, null!).Should().Throw<ArgumentNullException>().WithParameterName("labels");
        Refuse(features, LabelsOf(0, 1)).Should().Throw<ArgumentException>().WithMessage("*[3]*[2]*").WithParameterName("labels");
        Refuse(features, Vector(0, 1, 1)).Should().Throw<ArgumentException>().WithMessage("*int64*Float32*");
        Refuse(zeros(3), LabelsOf(0, 1, 1)).Should().Throw<ArgumentException>().WithParameterName("features");
        Refuse(features * float.NaN, LabelsOf(0, 1, 1)).Should().Throw<ArgumentException>().WithMessage("*NaN or infinity*");

        static Action Refuse(Tensor features, Tensor labels) => () => FisherSeparation.Measure(features, labels);
    }
}
