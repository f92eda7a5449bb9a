using TorchSharp;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Normalisation;

public sealed class NormalisationTests
{
    [Fact]
    public void MeanSquare_ThreeFour_BecomesMeanSquareOne()
    {
        // mean(3² + 4²) = 12.5, so the row is divided by √12.5.
        Tensor normalised = new MeanSquareNormalisation().Normalise(Matrix(new float[,] { { 3, 4 } }));

        normalised.ShouldBeClose(Matrix(new float[,] { { 3 / MathF.Sqrt(12.5f), 4 / MathF.Sqrt(12.5f) } }));
    }

    [Fact]
    public void Length_ThreeFour_BecomesAlmostLengthOne()
    {
        // ‖(3, 4)‖ = 5, plus 10⁻⁴.
        Tensor normalised = new LengthNormalisation().Normalise(Matrix(new float[,] { { 3, 4 } }));

        normalised.ShouldBeClose(Matrix(new float[,] { { 3 / 5.0001f, 4 / 5.0001f } }));
    }

    [Fact]
    public void Length_EpsilonOfOne_IsAddedToTheLength() =>
        new LengthNormalisation(epsilon: 1)
            .Normalise(Matrix(new float[,] { { 3, 4 } })).ShouldBeClose(Matrix(new[,] { { 3 / 6f, 4 / 6f } }));

    // x₀ / (‖x‖ + 1) at (3, 4): 1/6 − 3 · 3/5 / 36 by x₀, and −3 · 4/5 / 36 by x₁.
    [Fact]
    public void Length_DifferentiatedAutomatically_GivesItsDerivative()
    {
        using Tensor input = Matrix(new float[,] { { 3, 4 } }).requires_grad_();

        new LengthNormalisation(epsilon: 1).Normalise(input)[0, 0].backward();

        input.grad!.ShouldBeClose(Matrix(new[,] { { (1 / 6f) - 0.05f, -1 / 15f } }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1e-4)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Length_EpsilonNotPositive_IsRefused(double epsilon) =>
        FluentActions.Invoking(() => new LengthNormalisation(epsilon)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void Standardise_OneRow_BecomesMeanZeroAndDeviationOne()
    {
        // Mean 3; off by −2, −1, 0 and 3, so the variance is (4 + 1 + 0 + 9) / 4 = 3.5.
        Tensor normalised = new StandardiseNormalisation().Normalise(Matrix(new float[,] { { 1, 2, 3, 6 } }));

        float deviation = MathF.Sqrt(3.5f) + 1e-5f;
        normalised.ShouldBeClose(Matrix(new[,] { { -2 / deviation, -1 / deviation, 0, 3 / deviation } }));
    }

    [Fact]
    public void Standardise_ShiftedMaps_AreTheSame()
    {
        StandardiseNormalisation normalisation = new();
        Tensor maps = Random(4, 3, 2, 4, 4);

        Tensor normalised = normalisation.Normalise(maps);

        normalisation.Normalise(maps + 5).ShouldBeClose(normalised, 1e-5);
        normalised.flatten(1).mean([1]).ShouldBeClose(zeros([3]));
        normalised.flatten(1).square().mean([1]).ShouldBeClose(ones([3]), 1e-4);
    }

    [Fact]
    public void None_Rows_StayAsTheyAreInATensorOfTheirOwn()
    {
        Tensor rows = Matrix(new float[,] { { 3, 4 }, { -1, 0 } });

        Tensor normalised = new NoNormalisation().Normalise(rows);
        float[] values = Values(normalised);
        normalised.Dispose();

        values.Should().Equal(3, 4, -1, 0);
        rows.IsInvalid.Should().BeFalse("a caller may dispose what it was given back");
    }

    public static TheoryData<INormalisation> Rescaling =>
        [new MeanSquareNormalisation(), new LengthNormalisation(), new StandardiseNormalisation()];

    public static TheoryData<INormalisation> All => [.. Rescaling, new NoNormalisation()];

    [Theory]
    [MemberData(nameof(Rescaling))]
    public void Normalise_ScaledRow_IsTheSame(INormalisation normalisation)
    {
        Tensor rows = Random(3, 4, 2, 3, 3);

        Tensor normalised = normalisation.Normalise(rows);

        normalised.shape.Should().Equal(4, 2, 3, 3);
        normalisation.Normalise(rows * 7).ShouldBeClose(normalised, 1e-4);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Normalise_AllZeros_StaysFinite(INormalisation normalisation) =>
        Values(normalisation.Normalise(zeros([1, 5]))).Should().OnlyContain(value => value == 0);

    [Theory]
    [MemberData(nameof(All))]
    public void Normalise_Maps_ChangesNothingAndLeavesOneTensor(INormalisation normalisation)
    {
        using Tensor maps = Random(5, 4, 2, 3, 3);
        float[] before = Values(maps);

        using (DisposeScope scope = NewDisposeScope())
        {
            normalisation.Normalise(maps).shape.Should().Equal(4, 2, 3, 3);
            scope.DisposablesCount.Should().Be(1);
        }

        Values(maps).Should().Equal(before);
    }

    [Fact]
    public void Standardise_TwoGroups_StandardisesEachByItself()
    {
        // (1, 3) and (10, 30) both become (−1, 1), but for 10⁻⁵.
        Tensor normalised = new StandardiseNormalisation(groups: 2).Normalise(Matrix(new float[,] { { 1, 3, 10, 30 } }));

        normalised.ShouldBeClose(Matrix(new float[,] { { -1, 1, -1, 1 } }), 1e-4);
        FluentActions.Invoking(() => new StandardiseNormalisation(groups: 3).Normalise(ones([1, 4])))
            .Should().Throw<ArgumentException>().WithMessage("*4 features*3 equal groups*");
        FluentActions.Invoking(() => new StandardiseNormalisation(groups: 0)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
