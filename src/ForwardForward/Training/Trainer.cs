using System.Diagnostics;
using ForwardForward.Data;
using ForwardForward.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Training;

/// <summary>One run of training: the walk over epochs, batches and layers.</summary>
internal sealed class Trainer : IDisposable
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(100);

    private readonly FFNetwork _network;
    private readonly TrainingOptions _options;
    private readonly TrainingBatches _batches;
    private readonly LayerInputs _inputs;
    private readonly LayerClock _clock;
    private readonly Stopwatch _training = new();
    private readonly Stopwatch _sinceReport = new();

    public Trainer(FFNetwork network, LabelledImages data, TrainingOptions options)
    {
        _network = network;
        _options = options;
        _batches = new TrainingBatches(network, data, options);
        _inputs = new LayerInputs(network, _batches);
        _clock = new LayerClock(options.Schedule, options.Epochs, network.Layers.Count);
    }

    public TrainingResult Run(CancellationToken cancellationToken)
    {
        Log.RunStarted(_options.Logger, _network.Definition, _clock.Epochs, _batches.Count);
        List<EpochResult> history = [];
        _sinceReport.Start();
        for (int epoch = 0; epoch < _clock.Epochs; epoch++)
        {
            EpochResult result = RunEpoch(epoch, cancellationToken);
            history.Add(result);
            Log.EpochEnded(_options.Logger, result);
            Report(epoch, _batches.Count, result);
        }
        Log.RunEnded(_options.Logger, _training.Elapsed.TotalSeconds);
        return new TrainingResult(history, _training.Elapsed.TotalSeconds);
    }

    public void Dispose()
    {
        _inputs.Dispose();
        _batches.Dispose();
    }

    private EpochResult RunEpoch(int epoch, CancellationToken cancellationToken)
    {
        using DisposeScope scope = NewDisposeScope();
        using var still = no_grad();
        TimeSpan before = _training.Elapsed;
        _training.Start();
        EpochLosses losses = new(_network.Layers);
        _batches.Shuffle();
        for (int batch = 0; batch < _batches.Count; batch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            LearnBatch(epoch, batch, losses);
            if (_sinceReport.Elapsed >= ProgressInterval)
                Report(epoch, batch + 1, null);
        }
        double?[] means = losses.Means(epoch + 1);
        _training.Stop();
        return new EpochResult(epoch + 1, means, MeasureValidation(), (_training.Elapsed - before).TotalSeconds);
    }

    private void LearnBatch(int epoch, int index, EpochLosses losses)
    {
        using DisposeScope scope = NewDisposeScope();
        (int first, int last) = _clock.LearningLayers(epoch);
        BatchActivations batch = _inputs.Get(first, index);
        Tensor? updated = null;
        for (int layer = first; layer <= last; layer++)
        {
            Tensor input = updated ?? batch.InputOf(layer);
            if (_clock.Learns(layer, epoch))
            {
                LayerStep step = _network.Layers[layer].Learn(input, ContextFor(layer, batch, _clock.Progress(layer, epoch, (double)index / _batches.Count)));
                losses.Add(layer, step.Loss);
                batch.Keep(layer, step);
            }
            if (_options.PassOnUpdatedActivations)
                updated = _network.Layers[layer].Forward(input);
        }
        if (_network.Head is { } head)
            batch.Teach(head, (epoch + ((double)index / _batches.Count)) / _clock.Epochs);
    }

    private LearningContext ContextFor(int layer, BatchActivations batch, double progress) => new()
    {
        Labels = batch.Batch.Labels,
        TrueLabels = batch.Batch.TrueLabels,
        Positives = batch.Batch.Positives,
        Progress = progress,
        Contribution = _network.Definition.Collaboration.Contribution(layer, batch.Goodness),
        Generator = _network.Random.Augmentation,
        ActivationsAt = offset => Exists(layer + offset) ? batch.ActivationsOf(layer + offset) : null,
        GoodnessAt = offset => Exists(layer + offset) ? batch.GoodnessOf(layer + offset) : null,
        ClassProbabilities = () => batch.ProbabilitiesBy(_network.Head!),
    };

    private bool Exists(int layer) => layer >= 0 && layer < _network.Layers.Count;

    private double? MeasureValidation()
    {
        if (_options.Validation is not { } validation)
            return null;
        using DisposeScope scope = NewDisposeScope();
        Tensor correct = _network.Predict(validation.Images).cpu().eq(validation.Labels);
        return correct.to(float64).mean().item<double>();
    }

    private void Report(int epoch, int batch, EpochResult? result)
    {
        _options.Progress?.Report(new TrainingProgress(epoch + 1, _clock.Epochs, batch, _batches.Count, _training.Elapsed, result));
        _sinceReport.Restart();
    }
}
