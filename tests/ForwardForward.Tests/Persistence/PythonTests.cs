using System.Text.Json;
using ForwardForward.Data;
using ForwardForward.Tests.Data.Sources;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Persistence;

/// <summary>The program of docs/persistence.md reads a saved network and computes what the library computes.</summary>
public sealed class PythonTests : IDisposable
{
    private const string Marker = "<!-- A test runs this program against the library, where there is a python3 with numpy. -->";

    private const string PrintScores = """

        import sys
        network, batch = read(sys.argv[1]), read(sys.argv[2])
        print(json.dumps([score(network, batch["images"], label, classes=3).tolist() for label in range(3)]))
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PythonFact]
    public void Score_InPython_IsThatOfTheLibrary()
    {
        string saved = _folder.Below("network.safetensors"), batch = _folder.Below("batch.safetensors");
        using LabelledImages images = SyntheticImages.Create(9, seed: 2);
        using FFNetwork network = SavedNetworks.Train(SavedNetworks.Kinds["dense"]());
        network.Save(saved);
        SafetensorsWriter.Write(batch, [new("images", images.Images)]);

        float[][] scores = JsonSerializer.Deserialize<float[][]>(PythonProgram.Run(ReadProgram() + PrintScores, saved, batch))!;

        using Tensor byLabel = network.ScoreLabels(images.Images).t();
        tensor(scores.SelectMany(row => row).ToArray()).view(3, 9).ShouldBeClose(byLabel, 1e-5);
    }

    private static string ReadProgram()
    {
        string text = File.ReadAllText(Path.Combine(RepositoryRoot.Find(), "docs", "persistence.md")).ReplaceLineEndings("\n");
        const string Start = $"{Marker}\n```python\n";
        int start = text.IndexOf(Start, StringComparison.Ordinal);
        start.Should().BePositive("the document has the program after the line {0}", Marker);
        start += Start.Length;
        return text[start..text.IndexOf("\n```", start, StringComparison.Ordinal)];
    }
}
