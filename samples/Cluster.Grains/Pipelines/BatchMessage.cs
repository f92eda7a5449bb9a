using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Samples.Cluster;

/// <summary>A batch on its way from one segment to the next: raw bytes, one message a batch.</summary>
[GenerateSerializer]
[Immutable]
[Alias("ForwardForward.BatchMessage")]
public sealed class BatchMessage
{
    /// <summary>The most bytes of a message: below the limit of the connections, 100 MiB.</summary>
    public const long MostBytes = 64L << 20;

    private const int MostDimensions = 4;

    /// <summary>Which batch of the epoch it is, from 0.</summary>
    [Id(0)]
    public required int Index { get; init; }

    /// <summary>In which numbers the rows are.</summary>
    [Id(1)]
    public required Traffic Traffic { get; init; }

    /// <summary>The rows' shape, <c>[rows, …]</c>.</summary>
    [Id(2)]
    public required long[] Shape { get; init; }

    /// <summary>Whether the channels of maps come last in the bytes, as they lay in memory: sums then go in the same order.</summary>
    [Id(3)]
    public required bool ChannelsLast { get; init; }

    /// <summary>The rows.</summary>
    [Id(4)]
    public required byte[] Rows { get; init; }

    /// <summary>The label of each row, int64.</summary>
    [Id(5)]
    public required byte[] Labels { get; init; }

    /// <summary>The true class of each row's positive, int64.</summary>
    [Id(6)]
    public required byte[] TrueLabels { get; init; }

    /// <summary>How many rows are positive.</summary>
    [Id(7)]
    public required long Positives { get; init; }

    /// <summary>How much of the training is done.</summary>
    [Id(8)]
    public required double Progress { get; init; }

    /// <summary>How many bytes a batch takes, without a few for its shape.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="values">The number of values of a row.</param>
    /// <param name="traffic">In which numbers.</param>
    /// <returns>The bytes.</returns>
    public static long CountBytes(long rows, long values, Traffic traffic) =>
        rows * ((values * BytesOf(traffic)) + (2 * sizeof(long)));

    /// <summary>Makes a message of a batch.</summary>
    /// <param name="index">Which batch of the epoch it is.</param>
    /// <param name="batch">The batch; it stays the caller's.</param>
    /// <param name="traffic">In which numbers rows are sent.</param>
    /// <returns>The message.</returns>
    public static BatchMessage Write(int index, PipelineBatch batch, Traffic traffic)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using DisposeScope scope = NewDisposeScope();
        bool channelsLast = HasChannelsLast(batch.Rows);
        Tensor rows = channelsLast ? batch.Rows.permute(0, 2, 3, 1) : batch.Rows;
        return new BatchMessage
        {
            Index = index,
            Traffic = traffic,
            Shape = batch.Rows.shape,
            ChannelsLast = channelsLast,
            Rows = BytesOf(rows.to(TypeOf(traffic))),
            Labels = BytesOf(batch.Labels),
            TrueLabels = BytesOf(batch.TrueLabels),
            Positives = batch.Positives,
            Progress = batch.Progress,
        };
    }

    /// <summary>Makes a batch of the message, after its sizes were checked.</summary>
    /// <returns>The batch; the caller disposes it.</returns>
    /// <exception cref="ClusterException">The message has other sizes than it says, or is too large.</exception>
    public PipelineBatch Read()
    {
        Check();
        using DisposeScope scope = NewDisposeScope();
        long[] order = ChannelsLast ? [Shape[0], Shape[2], Shape[3], Shape[1]] : Shape;
        Tensor rows = Fill(empty(order, TypeOf(Traffic), CPU), Rows).to(ScalarType.Float32);
        return new PipelineBatch(
            Own(ChannelsLast ? rows.permute(0, 3, 1, 2) : rows), Own(Fill(empty([Shape[0]], ScalarType.Int64, CPU), Labels)),
            Own(Fill(empty([Shape[0]], ScalarType.Int64, CPU), TrueLabels)), Positives, Progress);
    }

    private void Check()
    {
        bool hasShape = Shape.Length is >= 2 and <= MostDimensions && Shape.All(length => length is > 0 and <= MostBytes)
            && (!ChannelsLast || Shape.Length == MostDimensions) && Enum.IsDefined(Traffic);
        double values = hasShape ? Shape.Skip(1).Aggregate(1.0, (product, length) => product * length) : 0;
        if (!hasShape || Rows.Length != Shape[0] * values * BytesOf(Traffic) || Labels.Length != Shape[0] * sizeof(long)
            || TrueLabels.Length != Shape[0] * sizeof(long))
            throw new ClusterException(
                $"Batch {Index} came with {Rows.Length} bytes for rows [{string.Join(", ", Shape)}] in {Traffic}, and with {Labels.Length} "
                    + $"and {TrueLabels.Length} bytes of labels. Run the same version of the program on all machines.");
        if (CountBytes(Shape[0], (long)values, Traffic) > MostBytes)
            throw new ClusterException(
                $"Batch {Index} has {Rows.Length} bytes of rows, and a message may have {MostBytes}. Take smaller batches.");
    }

    private static bool HasChannelsLast(Tensor rows)
    {
        if (rows.ndim != MostDimensions || rows.is_contiguous())
            return false;
        using Tensor last = rows.permute(0, 2, 3, 1);
        return last.is_contiguous();
    }

    private static ScalarType TypeOf(Traffic traffic) => traffic == Traffic.Rounded ? ScalarType.BFloat16 : ScalarType.Float32;

    private static int BytesOf(Traffic traffic) => traffic == Traffic.Rounded ? 2 : sizeof(float);

    private static byte[] BytesOf(Tensor tensor) => tensor.contiguous().bytes.ToArray();

    private static Tensor Fill(Tensor tensor, byte[] bytes)
    {
        bytes.CopyTo(tensor.bytes);
        return tensor;
    }

    private static Tensor Own(Tensor tensor) => tensor.DetachFromDisposeScope();
}
