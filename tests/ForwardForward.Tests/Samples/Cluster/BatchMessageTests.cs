using ForwardForward.Samples.Cluster;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Samples.Cluster;

public sealed class BatchMessageTests
{
    [Fact]
    public void Read_OfMapsWithChannelsLast_KeepsNumbersAndTheirOrderInMemory()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor maps = arange(48, ScalarType.Float32).view(2, 2, 4, 3).permute(0, 3, 1, 2);
        using PipelineBatch batch = new(maps, tensor([0L, 1L]), tensor([1L, 0L]), 1, 0.25);

        using PipelineBatch read = BatchMessage.Write(3, batch, Traffic.Exact).Read();

        read.Rows.shape.Should().Equal(2, 3, 2, 4);
        read.Rows.stride().Should().Equal(maps.stride());
        read.Rows.eq(maps).all().item<bool>().Should().BeTrue();
        read.Labels.data<long>().Should().Equal(0, 1);
        read.TrueLabels.data<long>().Should().Equal(1, 0);
        (read.Positives, read.Progress).Should().Be((1L, 0.25));
    }

    [Fact]
    public void Write_Rounded_TakesHalfOfTheBytes()
    {
        using PipelineBatch batch = new(
            tensor([1f, 1.003f, -2f, 3f]).view(2, 2), zeros(2, ScalarType.Int64), zeros(2, ScalarType.Int64), 2, 0);

        BatchMessage message = BatchMessage.Write(0, batch, Traffic.Rounded);
        using PipelineBatch read = message.Read();

        message.Rows.Should().HaveCount(8);
        read.Rows.data<float>().Should().Equal(1f, 1f, -2f, 3f);
    }

    [Fact]
    public void Read_OtherSizesThanItSays_IsRefused()
    {
        BatchMessage good = Message();

        Refusal(Message(shape: [2, 3])).Should().Contain("16 bytes for rows [2, 3]");
        Refusal(Message(shape: [long.MaxValue, 4])).Should().Contain("Run the same version");
        Refusal(Message(shape: [16])).Should().Contain("Run the same version");
        Refusal(Message(channelsLast: true)).Should().Contain("Run the same version");
        Refusal(Message(labels: new byte[8])).Should().Contain("8 and 16 bytes of labels");
        good.Invoking(message => message.Read().Dispose()).Should().NotThrow();
    }

    [Fact]
    public void Read_MoreThanAMessageMayHave_IsRefused()
    {
        long values = (BatchMessage.MostBytes / 8) + 1;

        Refusal(Message(shape: [2, values], rows: new byte[8 * values])).Should().Contain("Take smaller batches");
    }

    private static string Refusal(BatchMessage message) =>
        message.Invoking(one => one.Read()).Should().Throw<ClusterException>().Which.Message;

    private static BatchMessage Message(
        long[]? shape = null, byte[]? rows = null, byte[]? labels = null, bool channelsLast = false) => new()
        {
            Index = 0,
            Traffic = Traffic.Exact,
            Shape = shape ?? [2, 2],
            ChannelsLast = channelsLast,
            Rows = rows ?? new byte[16],
            Labels = labels ?? new byte[16],
            TrueLabels = new byte[16],
            Positives = 2,
            Progress = 0,
        };
}
