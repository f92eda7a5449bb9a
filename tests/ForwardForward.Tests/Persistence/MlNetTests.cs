using ForwardForward.Data;
using ForwardForward.Tests.Data.Sources;
using Microsoft.ML;
using Microsoft.ML.Data;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Persistence;

/// <summary>ML.NET classifies images with an exported network, as docs/onnx.md has it.</summary>
public sealed class MlNetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ApplyOnnxModel_ExportedNetwork_NamesTheClassesThatTheNetworkNames()
    {
        string file = _folder.Below("network.onnx");
        using LabelledImages unseen = SyntheticImages.Create(20, seed: 2);
        using FFNetwork network = SavedNetworks.Train(SavedNetworks.Kinds["dense"]());
        network.ExportOnnx(file);
        MLContext context = new();
        Image[] images = [.. Enumerable.Range(0, 20).Select(row => new Image { Pixels = Tensors.Values(unseen.Images[row].reshape(-1)) })];
        IDataView rows = context.Data.LoadFromEnumerable(images);

        IDataView predicted = context.Transforms.ApplyOnnxModel(["scores", "label"], ["images"], file).Fit(rows).Transform(rows);

        Prediction[] predictions = [.. context.Data.CreateEnumerable<Prediction>(predicted, reuseRowObject: false)];
        predictions.SelectMany(prediction => prediction.Label).Should().Equal(Tensors.Longs(network.Predict(unseen.Images)));
        tensor(predictions.SelectMany(prediction => prediction.Scores).ToArray()).view(20, 3)
            .ShouldBeClose(network.ScoreLabels(unseen.Images), 1e-4);
    }

    private sealed class Image
    {
        [ColumnName("images"), VectorType(1, 6, 6)]
        public float[] Pixels { get; set; } = [];
    }

    private sealed class Prediction
    {
        [ColumnName("scores")]
        public float[] Scores { get; set; } = [];

        [ColumnName("label")]
        public long[] Label { get; set; } = [];
    }
}
