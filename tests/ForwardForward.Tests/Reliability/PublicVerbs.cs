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

    public IEnumerable<(string Name, Func<string> Verb)> All => SavedNetworks.Kinds.SelectMany(kind => new (string, Func<string>)[]
    {
        ($"{kind.Key}: Fit, Evaluate, Save, Load", () => Fit(kind.Value())),
        ($"{kind.Key}: the twin", () => FitTwin(kind.Value())),
        ($"{kind.Key}: what reads", () => Read(kind.Value())),
    });

    public void Dispose()
    {
        _data.Dispose();
        File.Delete(_file);
    }

    private string Fit(FFNetworkBuilder builder)
    {
        using FFNetwork network = builder.Build();
        TrainingResult result = network.Fit(_data, Short);
        network.Save(_file);
        using FFNetwork loaded = FFNetwork.Load(_file);
        return $"{TrainedState.DigestOf(network, result)} {string.Join(' ', loaded.Evaluate(_data).Predictions)}";
    }

    private string FitTwin(FFNetworkBuilder builder)
    {
        using BackpropTwin twin = BackpropTwin.Create(builder.Build().Definition);
        TrainingResult result = twin.Fit(_data, Short);
        return $"{Digest(result.History[^1].Losses[0]!.Value)} {Digest(twin.Predict(_data.Images))}";
    }

    private string Read(FFNetworkBuilder builder)
    {
        using FFNetwork network = builder.Build();
        using LinearProbe probe = LinearProbe.Fit(
            images => network.ExtractFeatures(images), _data, new ProbeOptions { Head = new RidgeHead { Strengths = [1] } });
        string scores = network.Definition.ScoresClasses
            ? $"{Digest(network.ChooseScoringLayers(_data))} {Digest(network.ScoreLabels(_data.Images))}"
            : Digest(network.PredictProbabilities(_data.Images));
        return $"{scores} {Digest(network.Predict(_data.Images))} {Digest(probe.Predict(_data.Images))} "
            + $"{string.Join(' ', network.MeasureLabelSensitivity(_data.Images).Select(Digest))}";
    }

    private static string Digest(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Digest(Tensor tensor)
    {
        using Tensor result = tensor;
        return string.Join(' ', result.bytes.ToArray().Chunk(4).Select(bytes => BitConverter.ToUInt32(bytes)));
    }
}
