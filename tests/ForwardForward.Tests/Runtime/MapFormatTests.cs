using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Runtime;

public sealed class MapFormatTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(1, 5, 6)]
    [InlineData(3, 5, 6)]
    [InlineData(1, 1, 1)]
    public void ChannelsLast_MapOfAnyShape_IsConvolvedToOneThatLiesSo(int channels, int height, int width)
    {
        Tensor map = Tensors.Random(1, 2, channels, height, width), weight = Tensors.Random(2, 4, channels, 3, 3);

        Tensor arranged = MapFormat.ChannelsLast(map), convolved = nn.functional.conv2d(arranged, weight, padding: [1, 1]);

        Tensors.Values(arranged).Should().Equal(Tensors.Values(map));
        arranged.stride().Should().Equal(channels * height * width, 1, channels * width, channels);
        convolved.permute(0, 2, 3, 1).is_contiguous().Should().BeTrue();
        convolved.ShouldBeClose(nn.functional.conv2d(map, weight, padding: [1, 1]), 1e-5);
    }

    [Fact]
    public void ChannelsLast_MapThatLiesSo_IsNotCopied()
    {
        Tensor arranged = MapFormat.ChannelsLast(Tensors.Random(1, 2, 3, 4, 5));

        MapFormat.ChannelsLast(arranged).fill_(7);

        arranged.mean().ToDouble().Should().Be(7);
    }
}
