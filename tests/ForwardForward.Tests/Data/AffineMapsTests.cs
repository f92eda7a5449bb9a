using ForwardForward.Data;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Data;

public sealed class AffineMapsTests
{
    // 1 2 3
    // 4 5 6
    // 7 8 9
    private static Tensor Square => arange(1, 10, float32).view(1, 1, 3, 3);

    [Fact]
    public void Backwards_OneMovement_IsItsInverse()
    {
        // θ = 90°: sin θ = 1, cos θ = 0.
        Map(rotation: 90).ShouldBeClose(Matrix(new float[,] { { 0, 1, 0 }, { -1, 0, 0 } }));

        // s = 2 and t = (3, −4): half of q − t.
        Map(scale: 2, right: 3, down: -4).ShouldBeClose(Matrix(new float[,] { { 0.5f, 0, -1.5f }, { 0, 0.5f, 2 } }));

        // φ = 45°, so k = 1, and t = (1, 2): x = (q₁ − 1) − (q₂ − 2), y = q₂ − 2.
        Map(shear: 45, right: 1, down: 2).ShouldBeClose(Matrix(new float[,] { { 1, -1, 1 }, { 0, 1, -2 } }));
    }

    [Fact]
    public void Backwards_AllMovements_GoesFromTheirEndToTheirStart()
    {
        // k = 1, θ = 90°, s = 2, t = (1, 2): (1, 1) is sheared to (2, 1), turned to (−1, 2), scaled to (−2, 4), shifted to (−1, 6);
        // (1, 0) goes to (1, 0), (0, 1), (0, 2), (1, 4).
        Tensor ends = Matrix(new float[,] { { -1, 6, 1 }, { 1, 4, 1 } });

        Tensor starts = nn.functional.linear(ends, Map(rotation: 90, scale: 2, shear: 45, right: 1, down: 2));

        starts.ShouldBeClose(Matrix(new float[,] { { 1, 1 }, { 1, 0 } }));
    }

    [Fact]
    public void Resample_QuarterTurn_TurnsClockwise() =>
        ShouldShow(Resample(Square, Map(rotation: 90)), 7, 4, 1, 8, 5, 2, 9, 6, 3);

    [Fact]
    public void Resample_QuarterTurnOfAWideImage_TurnsAboutItsCentre()
    {
        //  0  1  2  3  4      In pixels from the middle, (x, y) comes from (y, −x): row y from column y, its left from below,
        // 10 11 12 13 14      its middle from the middle, its right from above; two to the left is outside and repeats the edge.
        // 20 21 22 23 24
        Tensor wide = (arange(3, float32).unsqueeze(1) * 10 + arange(5, float32)).view(1, 1, 3, 5);

        ShouldShow(Resample(wide, Map(rotation: 90)), 21, 21, 11, 1, 1, 22, 22, 12, 2, 2, 23, 23, 13, 3, 3);
    }

    [Fact]
    public void Resample_WholePixels_MovesAndRepeatsTheEdge()
    {
        ShouldShow(Resample(Square, Map(right: 1)), 1, 1, 2, 4, 4, 5, 7, 7, 8);
        ShouldShow(Resample(Square, Map(right: -1, down: 2)), 2, 3, 3, 2, 3, 3, 2, 3, 3);
    }

    [Fact]
    public void Resample_PartsOfAPixel_MixesNeighbours()
    {
        Tensor line = tensor(new float[] { 0, 4, 8, 20 }).view(1, 1, 1, 4);

        // Half a pixel to the right: the edge, (0 + 4)/2, (4 + 8)/2, (8 + 20)/2.
        ShouldShow(Resample(line, Map(right: 0.5f)), 0, 2, 6, 14);

        // Twice as long about place 1.5: from the places 0.75, 1.25, 1.75 and 2.25.
        ShouldShow(Resample(line, Map(scale: 2)), 3, 5, 7, 11);
    }

    [Fact]
    public void Resample_Shear_MovesWhatIsBelowToTheRight()
    {
        Tensor upright = tensor(new float[] { 0, 9, 0, 0, 9, 0, 0, 9, 0 }).view(1, 1, 3, 3);

        ShouldShow(Resample(upright, Map(shear: 45)), 9, 0, 0, 0, 9, 0, 0, 0, 9);
    }

    [Fact]
    public void Resample_TwoImagesOfTwoChannels_EachHasItsMapAndAllItsChannelsFollow()
    {
        Tensor images = cat([Square, Square * 10], 1).repeat(2, 1, 1, 1);
        Tensor maps = stack([Map(right: 1), Map(rotation: 90)]);

        Tensor moved = AffineMaps.Resample(images, maps);

        ShouldShow(moved[0][0], 1, 1, 2, 4, 4, 5, 7, 7, 8);
        ShouldShow(moved[0][1], 10, 10, 20, 40, 40, 50, 70, 70, 80);
        ShouldShow(moved[1][0], 7, 4, 1, 8, 5, 2, 9, 6, 3);
        ShouldShow(moved[1][1], 70, 40, 10, 80, 50, 20, 90, 60, 30);
    }

    private static Tensor Map(float rotation = 0, float scale = 1, float shear = 0, float right = 0, float down = 0) =>
        AffineMaps.Backwards(Vector(rotation), Vector(scale), Vector(shear), Vector(right), Vector(down))[0];

    private static Tensor Resample(Tensor image, Tensor map) => AffineMaps.Resample(image, map.unsqueeze(0));

    private static void ShouldShow(Tensor image, params float[] pixels) => image.flatten().ShouldBeClose(Vector(pixels), 1e-4);
}
