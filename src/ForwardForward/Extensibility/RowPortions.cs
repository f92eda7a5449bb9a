using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <summary>
/// A batch that a layer responds to in portions small enough to stay in the processor's cache. Rows come in equal blocks, such as positives and their
/// negatives, and a portion holds the same rows of every block.
/// </summary>
internal sealed class RowPortions
{
    /// <summary>Above twice as many rows a batch is cut up; smaller ones are one portion.</summary>
    private const long RowsPerPortion = 1_000;

    private readonly long _blocks;
    private readonly long _blockRows;
    private readonly List<(long Start, long Count, RecordedForward Forward)> _portions = [];

    /// <param name="rows">The rows of all blocks together.</param>
    /// <param name="blocks">How many blocks they are.</param>
    /// <param name="record">Responds to some rows of every block, from their first and their number.</param>
    public RowPortions(long rows, long blocks, Func<long, long, RecordedForward> record)
    {
        _blocks = blocks;
        _blockRows = rows / blocks;
        long length = rows > 2 * RowsPerPortion ? Math.Max(1, RowsPerPortion / blocks) : _blockRows;
        for (long start = 0; start < _blockRows; start += length)
        {
            long count = Math.Min(length, _blockRows - start);
            _portions.Add((start, count, record(start, count)));
        }
    }

    /// <summary>The rows of a large batch in portions, a small one whole; views.</summary>
    public static Tensor[] Split(Tensor input) => input.shape[0] > 2 * RowsPerPortion ? input.split(RowsPerPortion) : [input];

    /// <summary>Maps a large batch in portions, a small one at once.</summary>
    public static Tensor Map(Tensor input, Func<Tensor, Tensor> map)
    {
        if (input.shape[0] <= 2 * RowsPerPortion)
            return map(input);
        using DisposeScope scope = NewDisposeScope();
        List<Tensor> portions = [];
        foreach (Tensor rows in Split(input))
        {
            using DisposeScope ofPortion = NewDisposeScope();
            portions.Add(map(rows).MoveToOuterDisposeScope());
        }
        return cat(portions, 0).MoveToOuterDisposeScope();
    }

    /// <summary>Measures every portion's activations, and joins the results in the order of the batch.</summary>
    public Tensor Join(Func<Tensor, Tensor> measure)
    {
        if (_portions.Count == 1)
            return measure(_portions[0].Forward.Activations);
        using DisposeScope scope = NewDisposeScope();
        Tensor[] parts = [.. _portions.Select(portion => measure(portion.Forward.Activations).unflatten(0, _blocks, portion.Count))];
        return cat(parts, 1).flatten(0, 1).MoveToOuterDisposeScope();
    }

    /// <summary>Goes back through every portion, and sums the gradients of the parameters.</summary>
    /// <param name="slope">∂loss/∂goodness, <c>[rows]</c>.</param>
    /// <param name="toActivations">From a portion's activations, its slope, and its first row within a block, to ∂loss/∂activations.</param>
    public Tensor[] SumGradients(Tensor slope, Func<Tensor, Tensor, long, Tensor> toActivations)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor perBlock = slope.view(_blocks, _blockRows);
        Tensor[]? sums = null;
        foreach ((long start, long count, RecordedForward forward) in _portions)
        {
            using DisposeScope ofPortion = NewDisposeScope();
            Tensor[] gradients = forward.Backward(toActivations(forward.Activations, perBlock.narrow(1, start, count).flatten(), start));
            if (sums is null)
            {
                sums = [.. gradients.Select(gradient => gradient.MoveToOuterDisposeScope())];
                continue;
            }
            for (int index = 0; index < sums.Length; index++)
                sums[index].add_(gradients[index]);
        }
        return [.. sums!.Select(sum => sum.MoveToOuterDisposeScope())];
    }
}
