using System.Text.Json;
using ForwardForward.Data;
using ForwardForward.Tests.Data.Sources;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Persistence;

/// <summary>The Python programs of the documents read saved and exported networks and compute what the library computes.</summary>
public sealed class PythonTests : IDisposable
{
    private const string NumPy = "numpy", OnnxRuntime = "numpy, onnxruntime";

    private const string PrintScores = """

        import sys
        network, batch = read(sys.argv[1]), read(sys.argv[2])
        print(json.dumps([score(network, batch["images"], label, classes=3).tolist() for label in range(3)]))
        """;

    private const string PrintPrediction = """

        import numpy
        batch = numpy.fromfile(sys.argv[2], "<f4").reshape(-1, 1, 6, 6)
        scores, names = predict(batch)
        print(json.dumps({"Scores": scores.tolist(), "Names": names}))
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PythonFact(NumPy)]
    public void Score_InPython_IsThatOfTheLibrary()
    {
        string saved = _folder.Below("network.safetensors"), batch = _folder.Below("batch.safetensors");
        using LabelledImages images = SyntheticImages.Create(9, seed: 2);
        using FFNetwork network = SavedNetworks.Train(SavedNetworks.Kinds["dense"]());
        network.Save(saved);
        SafetensorsWriter.Write(batch, [new("images", images.Images)]);

        float[][] scores = JsonSerializer.Deserialize<float[][]>(
            PythonProgram.RunWith(NumPy, ReadProgram("persistence.md", "numpy") + PrintScores, saved, batch))!;

        using Tensor byLabel = network.ScoreLabels(images.Images).t();
        tensor(scores.SelectMany(row => row).ToArray()).view(3, 9).ShouldBeClose(byLabel, 1e-5);
    }

    [PythonFact(OnnxRuntime)]
    public void Predict_InPythonByOnnxRuntime_IsThatOfTheLibrary()
    {
        string exported = _folder.Below("network.onnx"), batch = _folder.Below("images");
        using LabelledImages images = SyntheticImages.Create(9, seed: 2);
        using FFNetwork network = SavedNetworks.Train(SavedNetworks.Kinds["dense"]().WithClassNames(["cat", "dog", "bird"]));
        network.ExportOnnx(exported);
        File.WriteAllBytes(batch, images.Images.bytes.ToArray());
        string program = "import sys\n"
            + ReadProgram("onnx.md", "onnxruntime").Replace("\"digits.onnx\"", "sys.argv[1]", StringComparison.Ordinal);

        Prediction prediction = JsonSerializer.Deserialize<Prediction>(
            PythonProgram.RunWith(OnnxRuntime, program + PrintPrediction, exported, batch))!;

        prediction.Names.Should().Equal(network.PredictNames(images.Images));
        tensor(prediction.Scores.SelectMany(row => row).ToArray()).view(9, 3).ShouldBeClose(network.ScoreLabels(images.Images), 1e-4);
    }

    private static string ReadProgram(string document, string package)
    {
        string marker = $"<!-- A test runs this program against the library, where there is a python3 with {package}. -->";
        string text = File.ReadAllText(Path.Combine(RepositoryRoot.Find(), "docs", document)).ReplaceLineEndings("\n");
        string opening = $"{marker}\n```python\n";
        int start = text.IndexOf(opening, StringComparison.Ordinal);
        start.Should().BePositive("the document has the program after the line {0}", marker);
        start += opening.Length;
        return text[start..text.IndexOf("\n```", start, StringComparison.Ordinal)];
    }

    private sealed record Prediction(float[][] Scores, string[] Names);
}
