using ForwardForward.Experiments;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Experiments.Representation;

public sealed class PrincipalComponentsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Project_PointsInAPlane_FindsItsAxes(int emptyFeatures)
    {
        // Around (1, 2): along the direction (3, 4)/5, and across it along (4, −3)/5. Both sum to zero, and no point has both.
        (double Along, double Across)[] points = [(10, 0), (-9, 0), (-1, 0), (0, 5), (0, -4), (0, -1)];
        Tensor features = stack([.. points.Select(
            point => tensor([1 + ((3 * point.Along) + (4 * point.Across)) / 5, 2 + ((4 * point.Along) - (3 * point.Across)) / 5]))]);
        features = cat([features, zeros([6, emptyFeatures], float64)], 1);

        Tensor coordinates = PrincipalComponents.Project(features);

        coordinates.ShouldBeClose(tensor(new double[,] { { 10, 0 }, { -9, 0 }, { -1, 0 }, { 0, 5 }, { 0, -4 }, { 0, -1 } }), 1e-9);
        PrincipalComponents.Project(-features).ShouldBeClose(coordinates, 1e-9); // The sign is that of the farthest point.
        PrincipalComponents.Project(features, 1).ShouldBeClose(coordinates.narrow(1, 0, 1), 1e-12);
    }

    [Theory]
    [InlineData(9, 4, 4)]
    [InlineData(4, 9, 3)]
    public void Project_AllComponents_KeepsEveryDistanceStrongestFirst(int samples, int width, int rank)
    {
        Tensor features = Random(1, samples, width).to(float64);

        Tensor coordinates = PrincipalComponents.Project(features, Math.Min(samples, width));

        Gram(coordinates).ShouldBeClose(Gram(features), 1e-10);
        double[] spread = coordinates.std(0).data<double>().ToArray();
        spread.Should().BeInDescendingOrder();
        spread.Count(value => value > 1e-6).Should().Be(rank, "centring takes one dimension off four samples");

        static Tensor Gram(Tensor rows)
        {
            Tensor centred = rows - rows.mean([0], keepdim: true);
            return centred.mm(centred.t());
        }
    }

    [Fact]
    public void Project_WhatCannotBeProjected_SaysWhy()
    {
        Tensor features = Random(1, 5, 3);

        FluentActions.Invoking(() => PrincipalComponents.Project(features, 4))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*5 samples of 3 features*1 to 3*");
        FluentActions.Invoking(() => PrincipalComponents.Project(features, 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => PrincipalComponents.Project(zeros(5)))
            .Should().Throw<ArgumentException>().WithParameterName("features");
        FluentActions.Invoking(() => PrincipalComponents.Project(features.log()))
            .Should().Throw<ArgumentException>().WithMessage("*NaN or infinity*");
    }

    [Fact]
    public void Project_NothingThatDiffers_IsZero() => PrincipalComponents.Project(ones(4, 3)).ShouldBeClose(zeros([4, 2], float64));
}
