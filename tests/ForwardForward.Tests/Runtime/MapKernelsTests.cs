using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Runtime;

public sealed class MapKernelsTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    // One image of one channel, three by five: two squares of two by two, and edges that fill none.
    private readonly Tensor _map = Map(
        1, -2, 3, 3, 9,
        -4, 5, 0, 3, 9,
        9, 9, 9, 9, 9);

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void RectifyAndPool_Mean_IsThatOfTheRectifiedPlaces() =>
        Tensors.Values(MapKernels.RectifyAndPool(_map, new Pooling(2, IsMaximum: false), WorkSpace.None)).Should().Equal(1.5f, 2.25f);

    [Fact]
    public void RectifyAndPool_Maximum_IsTheLargestRectifiedPlace() =>
        Tensors.Values(MapKernels.RectifyAndPool(_map, new Pooling(2, IsMaximum: true), WorkSpace.None)).Should().Equal(5, 3);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RectifyAndPool_PlaceThatIsNoNumber_GivesNone(bool isMaximum)
    {
        Tensor pooled = MapKernels.RectifyAndPool(Map(float.NaN, 1, 2, 3, 0), new Pooling(1, isMaximum), WorkSpace.None);

        Tensors.Values(pooled).Should().Equal(float.NaN, 1, 2, 3, 0);
    }

    // A mean shares the slope among the places above zero, a maximum gives the first of equal places all.
    [Theory]
    [InlineData(false, new[] { 0.5f, 0, 1, 1, 0, 0, 0.5f, 0, 1, 0, 0, 0, 0, 0, 0 })]
    [InlineData(true, new float[] { 0, 0, 4, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0 })]
    public void GoBack_SlopeOfEachSquare_GoesToThePlacesThatMadeIt(bool isMaximum, float[] expected)
    {
        Pooling pooling = new(2, isMaximum);

        MapKernels.GoBack(_map, MapKernels.RectifyAndPool(_map, pooling, WorkSpace.None), Map([2, 4], columns: 2), pooling);

        Tensors.Values(_map).Should().Equal(expected);
    }

    // One image of two places of four channels, two groups: 1, 3, 3, 5 and 0, 0, 4, 4.
    [Fact]
    public void Standardise_GroupsOfChannels_HaveMeanZeroAndDeviationOne()
    {
        Tensor map = MapFormat.ChannelsLast(tensor(new float[] { 1, 3, 3, 5, 0, 0, 4, 4 }).view(1, 4, 1, 2));

        Tensor standardised = MapKernels.Standardise(map, groups: 2, epsilon: 0);

        float far = MathF.Sqrt(2);
        standardised.ShouldBeClose(tensor(new[] { -far, 0, 0, far, -1, -1, 1, 1 }).view(1, 4, 1, 2));
    }

    [Theory]
    [InlineData(1, 4, 1, 2, 2)]
    [InlineData(3, 21, 5, 6, 3)]
    [InlineData(2, 16, 4, 4, 16)]
    [InlineData(70, 40, 14, 15, 10)]
    public void Standardise_MapsOfAnySize_IsWhatStandardisedRowsOfTheGroupsAre(int images, int channels, int height, int width, int groups)
    {
        Tensor map = Tensors.Random(1, images, channels, height, width).mul(3).add(5);
        StandardiseNormalisation normalisation = new(groups);

        Tensor ofPlaces = normalisation.Normalise(MapFormat.ChannelsLast(map)), ofRows = normalisation.Normalise(map);

        ofPlaces.ShouldBeClose(ofRows, 1e-4);
        ofPlaces.permute(0, 2, 3, 1).is_contiguous().Should().BeTrue("it is not laid anew");
    }

    // Channels that fill no whole vector, and images enough for several threads.
    [Theory]
    [InlineData(1, 1, 1, 1, 1)]
    [InlineData(2, 3, 7, 9, 2)]
    [InlineData(3, 21, 8, 8, 3)]
    [InlineData(2, 16, 5, 6, 1)]
    [InlineData(130, 32, 14, 15, 2)]
    public void Kernels_MapsOfAnySize_AgreeWithAutomaticDifferentiation(int images, int channels, int height, int width, int side)
    {
        foreach (bool isMaximum in new[] { false, true })
        {
            Pooling pooling = new(side, isMaximum);
            Tensor map = MapFormat.ChannelsLast(Tensors.Random(1, images, channels, height, width).Add(-0.5));
            Tensor recorded = map.clone().requires_grad_(), rectified = recorded.relu();
            Tensor expected = isMaximum ? nn.functional.max_pool2d(rectified, side) : nn.functional.avg_pool2d(rectified, side);
            Tensor gradient = Tensors.Random(2, expected.shape);
            expected.backward([gradient]);

            Tensor pooled = MapKernels.RectifyAndPool(map, pooling, WorkSpace.None);
            MapKernels.GoBack(map, pooled, gradient, pooling);

            pooled.ShouldBeClose(expected.detach(), 1e-6);
            map.ShouldBeClose(recorded.grad!, 1e-6);
        }
    }

    [Fact]
    public void RectifyAndPool_WorkSpace_LiesInItWithItsChannelsSideBySide()
    {
        using WorkSpace space = WorkSpace.Create();

        Tensor pooled = MapKernels.RectifyAndPool(
            MapFormat.ChannelsLast(Tensors.Random(1, 2, 3, 4, 4)), new Pooling(2, IsMaximum: true), space);

        space.Lends(pooled).Should().BeTrue();
        pooled.shape.Should().Equal(2, 3, 2, 2);
        pooled.permute(0, 2, 3, 1).is_contiguous().Should().BeTrue();
    }

    private static Tensor Map(params float[] values) => Map(values, 5);

    private static Tensor Map(float[] values, int columns) => Tensors.Vector(values).view(1, 1, -1, columns);
}
