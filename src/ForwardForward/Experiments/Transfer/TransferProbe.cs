using ForwardForward.Data;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>The labelled images of the target that a seed draws, the same for all features that are compared.</summary>
internal sealed class TransferProbe : IDisposable
{
    private readonly ImageDataset _target;
    private readonly TransferOptions _options;
    private readonly List<LabelledImages[]> _draws = [];

    public TransferProbe(ImageDataset target, TransferOptions options, long seed)
    {
        _target = target;
        _options = options;
        foreach (int? labels in options.LabelBudgets)
        {
            _draws.Add(labels is { } count
                ? [.. Enumerable.Range(0, options.Draws).Select(draw => Draw(count, seed, draw))]
                : [target.Train.Take(target.Train.Count)]);
        }
    }

    /// <summary>The test accuracy with each budget, mean of its draws.</summary>
    public double[] Measure(Func<Tensor, Tensor> features)
    {
        LabelledImages[] sets = [.. _draws.SelectMany(draws => draws)];
        ProbeOptions probing = new() { Validation = _target.Validation, Head = _options.Head, Cancellation = _options.Cancellation };
        LinearHead[] heads = [.. HeadSelection.Fit(features, sets, probing).Select(chosen => chosen.Head)];
        try
        {
            Queue<double> accuracies = new(
                new ProbeSamples(features, _target.Test).MeasureAccuracies(heads, progress: null, _options.Cancellation));
            return [.. _draws.Select(draws => draws.Average(_ => accuracies.Dequeue()))];
        }
        finally
        {
            foreach (LinearHead head in heads)
                head.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (LabelledImages set in _draws.SelectMany(draws => draws))
            set.Dispose();
    }

    private LabelledImages Draw(int count, long seed, int draw)
    {
        (LabelledImages rest, LabelledImages part) = _target.Train.SplitStratified(
            count, unchecked((long)SplitMix64.Fork(seed, draw).NextBits()));
        rest.Dispose();
        return part;
    }
}
