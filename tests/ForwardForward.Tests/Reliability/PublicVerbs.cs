using System.Globalization;
using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Tests.Persistence;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Reliability;

/// <summary>Every public verb on every kind of network, each with a digest of what it gave.</summary>
internal sealed class PublicVerbs : IDisposable
{
    private const int Count = 24;

    private static readonly TrainingOptions Short = new() { Epochs = 1, BatchSize = 8 };

    private readonly LabelledImages _data = SyntheticImages.Create(Count);
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"verbs-{Guid.NewGuid():N}.safetensors");

    private readonly List<IDisposable> _kept = [];

    public IEnumerable<(string Name, Func<string> Verb)> All => SavedNetworks.Kinds.SelectMany(Of);

    public void Dispose()
    {
        _kept.ForEach(kept => kept.Dispose());
        _data.Dispose();
        File.Delete(_file);
    }

    private IEnumerable<(string Name, Func<string> Verb)> Of(KeyValuePair<string, Func<FFNetworkBuilder>> kind)
    {
        FFNetwork network = Keep(kind.Value().Build());
        BackpropTwin twin = Keep(BackpropTwin.Create(network.Definition));
        LinearProbe probe = Keep(LinearProbe.Fit(
            images => network.ExtractFeatures(images), _data, new ProbeOptions { Head = new RidgeHead { Strengths = [1] } }));
        yield return ($"{kind.Key}: Predict", () => Digest(network.Predict(_data.Images)));
        yield return ($"{kind.Key}: ExtractFeatures", () => Digest(network.ExtractFeatures(_data.Images)));
        yield return ($"{kind.Key}: Evaluate", () => string.Join(' ', network.Evaluate(_data).Predictions));
        yield return ($"{kind.Key}: MeasureLabelSensitivity", () =>
            string.Join(' ', network.MeasureLabelSensitivity(_data.Images).Select(Digest)));
        yield return ($"{kind.Key}: the probe", () => Digest(probe.Predict(_data.Images)));
        yield return ($"{kind.Key}: the twin", () => Digest(twin.Predict(_data.Images)));
        yield return ($"{kind.Key}: Build, Fit, Save, Load", () => Fit(kind.Value()));
        yield return ($"{kind.Key}: the twin's Fit", () => FitTwin(network.Definition));
        if (network.Definition.ScoresClasses)
            yield return ($"{kind.Key}: ScoreLabels", () => Digest(network.ScoreLabels(_data.Images)));
    }

    private T Keep<T>(T kept)
        where T : IDisposable
    {
        _kept.Add(kept);
        return kept;
    }

    private string Fit(FFNetworkBuilder builder)
    {
        using FFNetwork network = builder.Build();
        TrainingResult result = network.Fit(_data, Short);
        network.Save(_file);
        using FFNetwork loaded = FFNetwork.Load(_file);
        return $"{TrainedState.DigestOf(network, result)} {Digest(loaded.Predict(_data.Images))}";
    }

    private string FitTwin(FFNetworkDefinition definition)
    {
        using BackpropTwin twin = BackpropTwin.Create(definition);
        TrainingResult result = twin.Fit(_data, Short);
        return $"{Digest(result.History[^1].Losses[0]!.Value)} {Digest(twin.Predict(_data.Images))}";
    }

    private static string Digest(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Digest(Tensor tensor)
    {
        using Tensor result = tensor;
        return string.Join(' ', result.bytes.ToArray().Chunk(4).Select(bytes => BitConverter.ToUInt32(bytes)));
    }
}
