using System.Text.Json.Nodes;
using ForwardForward.Tests.Runtime;
using ForwardForward.Tests.Samples;

namespace ForwardForward.Tests.Benchmarks;

public sealed class ServingCommandTests
{
    [LinuxX64Fact]
    public async Task Serving_ShortLoad_LosesNothingAndIsWrittenDown()
    {
        using TemporaryFolder folder = new();
        string file = folder.Combine("serving.json");

        SampleProcess run = await SampleProcess.RunProjectAsync(
            "tests/ForwardForward.Benchmarks", "serving", "--seconds", "1", "--clients", "3", "--out", file);

        run.Error.Should().BeEmpty();
        JsonArray rows = JsonNode.Parse(await File.ReadAllTextAsync(file))!["rows"]!.AsArray();
        rows.Select(row => (string?)row!["engine"]).Should().Equal("library", "onnx");
        foreach (JsonNode? row in rows)
        {
            ((int)row!["requests"]!).Should().BePositive();
            ((int)row["lost"]!).Should().Be(0);
            ((int)row["exitCode"]!).Should().Be(0);
            ((double)row["residentEndMiB"]!).Should().BePositive();
        }
        (await File.ReadAllTextAsync(folder.Combine("serving.md"))).Should().Contain("\n| library | ").And.Contain("\n| onnx | ");
    }
}
