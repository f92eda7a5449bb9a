using ForwardForward.Normalisation;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Normalisation;

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

    public static TheoryData<INormalisation> All => [new MeanSquareNormalisation(), new LengthNormalisation()];

    [Theory]
    [MemberData(nameof(All))]
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
}
