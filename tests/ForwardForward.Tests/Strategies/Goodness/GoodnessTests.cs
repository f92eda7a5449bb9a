using TorchSharp;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Goodness;

/// <summary>What holds for every goodness.</summary>
public sealed class GoodnessTests
{
    public static TheoryData<IDifferentiableGoodness> All =>
    [
        new MeanSquareGoodness(), new SumOfSquaresGoodness(), new MeanAbsoluteGoodness(), new MeanGoodness(),
        new TopKGoodness(), new TopKGoodness(0.5), new TopKGoodness(1),
        new SoftmaxEnergyGoodness(), new SoftmaxEnergyGoodness(0.2), new SoftmaxEnergyGoodness(5),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void Derivative_RowsOfBothSigns_EqualsAutomaticDifferentiation(IDifferentiableGoodness goodness)
    {
        Tensor rows = Random(1, 4, 50);

        goodness.Derivative(rows).ShouldBeClose(Gradient(goodness.Measure, rows));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Derivative_Maps_EqualsAutomaticDifferentiation(IDifferentiableGoodness goodness)
    {
        Tensor maps = Random(2, 5, 3, 4, 4);

        goodness.Measure(maps).shape.Should().Equal(5);
        goodness.Derivative(maps).ShouldBeClose(Gradient(goodness.Measure, maps));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void PullBack_RowsAndMaps_IsTheDerivativeTimesEachSamplesSlope(IDifferentiableGoodness goodness)
    {
        Tensor rows = Random(1, 4, 50), maps = Random(2, 4, 3, 4, 4), slope = Random(3, 4);

        goodness.PullBack(rows, slope).ShouldBeClose(goodness.Derivative(rows) * slope.view(4, 1));
        goodness.PullBack(maps, slope).ShouldBeClose(goodness.Derivative(maps) * slope.view(4, 1, 1, 1));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Measure_AndDerivative_ChangeNothingAndLeaveOneTensorEach(IDifferentiableGoodness goodness)
    {
        using Tensor activations = Random(3, 2, 3, 2, 2);
        float[] before = Values(activations);

        using (DisposeScope scope = NewDisposeScope())
        {
            goodness.Measure(activations);
            scope.DisposablesCount.Should().Be(1);
            goodness.Derivative(activations);
            scope.DisposablesCount.Should().Be(2);
        }

        Values(activations).Should().Equal(before);
    }
}
