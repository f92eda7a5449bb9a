using ForwardForward.Experiments;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Experiments.Representation;

public sealed class HoyerSparsityTests
{
    // Of four features, (2 − Σ|x| / √Σx²) / 1: one alone 2 − 1, all equal 2 − 4/2, (3, −4) 2 − 7/5; and a silent one.
    private static readonly float[,] Samples = { { 0, -9, 0, 0 }, { 5, -5, 5, -5 }, { 3, 0, -4, 0 }, { 0, 0, 0, 0 } };

    [Fact]
    public void PerSample_KnownSamples_IsTheFormula()
    {
        HoyerSparsity.PerSample(Matrix(Samples)).ShouldBeClose(tensor([1, 0, 0.6, 0]), 1e-12);
        HoyerSparsity.PerSample(Matrix(Samples).to(float64).view(4, 1, 2, 2) * 1e-6).ShouldBeClose(tensor([1, 0, 0.6, 0]), 1e-12);
    }

    [Fact]
    public void Mean_KnownSamples_CountsASilentOneAsNotSparse() => HoyerSparsity.Mean(Matrix(Samples)).Should().BeApproximately(0.4, 1e-12);

    [Fact]
    public void PerSample_OneFeature_IsZero() =>
        HoyerSparsity.PerSample(Matrix(new float[,] { { 7 }, { 0 } })).ShouldBeClose(zeros(2, float64));

    [Fact]
    public void Mean_WhatCannotBeMeasured_SaysWhy()
    {
        FluentActions.Invoking(() => HoyerSparsity.Mean(zeros(4)))
            .Should().Throw<ArgumentException>().WithMessage("*[n, features]*[4]*").WithParameterName("features");
        FluentActions.Invoking(() => HoyerSparsity.PerSample(Matrix(Samples).log()))
            .Should().Throw<ArgumentException>().WithMessage("*NaN or infinity*");
        FluentActions.Invoking(() => HoyerSparsity.PerSample(zeros([2, 2], float16)))
            .Should().Throw<ArgumentException>().WithMessage("*float64*Float16*");
    }
}
