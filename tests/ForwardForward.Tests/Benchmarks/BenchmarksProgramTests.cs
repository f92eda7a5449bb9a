using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ForwardForward.Experiments;
using ForwardForward.Tests.Runtime;
using ForwardForward.Tests.Samples;

namespace ForwardForward.Tests.Benchmarks;

public sealed partial class BenchmarksProgramTests
{
    private const string Program = "tests/ForwardForward.Benchmarks";

    [Fact]
    public async Task Run_OneBenchmark_PrintsItsRatioAndWritesTheSameAsJson()
    {
        using TemporaryFolder folder = new();
        string file = folder.Combine("benchmarks.json");

        SampleProcess run = await SampleProcess.RunProjectAsync(Program, "--only", "fused-adam", "--quick", "--out", file);

        run.Error.Should().BeEmpty();
        run.ExitCode.Should().Be(0);
        Match line = RatioLine().Match(run.Output);
        line.Success.Should().BeTrue("the output was {0}", run.Output);
        JsonNode report = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        report["library"]!.GetValue<string>().Should().Be(StudyRecord.LibraryVersion);
        report["loaded"]!.GetValue<bool>().Should().BeFalse();
        JsonNode result = report["results"]!.AsArray().Should().ContainSingle().Subject!;
        result["threads"]!.GetValue<int>().Should().Be(1, "the environment says so, and the program leaves it");
        double ratio = Number(result, "ratio");
        ratio.Should().BeApproximately(Number(result["ours"]!, "median") / Number(result["other"]!, "median"), 1e-9).And.BeApproximately(
            Printed(line, "ratio"), 1e-4);
        Printed(line, "ours").Should().BeApproximately(Number(result["ours"]!, "median"), 1e-3);
        result["met"]!.GetValue<bool>().Should().Be(ratio <= 0.35);
        foreach (JsonNode side in new[] { result["ours"]!, result["other"]! })
        {
            Number(side, "rounds").Should().BeGreaterThanOrEqualTo(3);
            Number(side, "lowerQuartile").Should().BeLessThanOrEqualTo(Number(side, "median"));
            Number(side, "upperQuartile").Should().BeGreaterThanOrEqualTo(Number(side, "median"));
        }
        Number(result["ratios"]!, "lower").Should().BeLessThanOrEqualTo(Number(result["ratios"]!, "upper"));
        run.Output.Contains("too wide to judge", StringComparison.Ordinal).Should().Be(Number(result, "spread") > 0.1);
        (await File.ReadAllTextAsync(folder.Combine("benchmarks.md")))
            .Should()
            .MatchRegex($"\n\\| fused-adam \\| {Printed(line, "ratio").ToString(CultureInfo.InvariantCulture)} \\| [^|]+ \\| ≤ 0.35 \\| ");
    }

    [LinuxX64Fact]
    public async Task Run_Loaded_HasItsOwnTargetsAndLeavesNoProcess()
    {
        using TemporaryFolder folder = new();
        string file = folder.Combine("benchmarks.json");

        SampleProcess run = await SampleProcess.RunProjectAsync(
            Program, "--only", "ff-vs-bp,single-core", "--quick", "--loaded", "--out", file);

        run.Error.Should().BeEmpty();
        run.ExitCode.Should().Be(0);
        JsonNode report = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        report["loaded"]!.GetValue<bool>().Should().BeTrue();
        JsonNode step = report["results"]![0]!, onOneCore = report["results"]![1]!;
        Number(step, "target").Should().Be(1.0);
        step["cores"]!.GetValue<int>().Should().Be(Environment.ProcessorCount);
        step["sameProducts"]!["products"]!.GetValue<string>().Should().Be("products by libtorch's choice");
        onOneCore["cores"]!.GetValue<int>().Should().Be(1);
        onOneCore["target"].Should().BeNull("it has none under load");
        Directory.EnumerateFiles("/proc", "cmdline", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
            .Select(ReadWhereItStillIs)
            .Should().NotContain(command => command.Contains($"{RepositoryRoot.Find()}/{Program}/") && command.Contains("busy"));
    }

    /// <summary>
    /// Against the processor itself, where nothing may differ: that everything which a graphics card is asked to do is done.
    /// </summary>
    [Fact]
    public async Task Device_ProcessorInPlaceOfACard_AgreesInEverything()
    {
        using TemporaryFolder folder = new();
        string file = folder.Combine("device.json");

        SampleProcess run = await SampleProcess.RunProjectAsync(Program, "device", "--device", "cpu", "--parts", "checks", "--out", file);

        run.Error.Should().BeEmpty();
        run.ExitCode.Should().Be(0);
        JsonArray checks = JsonNode.Parse(await File.ReadAllTextAsync(file))!["checks"]!.AsArray();
        checks.Should().HaveCountGreaterThan(40).And.OnlyContain(check => Number(check!, "difference") == 0 && check!["fault"] == null);
        string tables = await File.ReadAllTextAsync(folder.Combine("device.md"));
        tables.Should().ContainAll(checks.Select(check => $"| {check!["name"]} |"));
    }

    [RealDataFact("mnist")]
    public async Task Onnx_FewImages_PredictTheSameAndAreWrittenDown()
    {
        using TemporaryFolder folder = new();
        string file = folder.Combine("onnx.json");

        SampleProcess run = await SampleProcess.RunProjectAsync(Program, "onnx", "--quick", "--out", file);

        run.Error.Should().BeEmpty();
        JsonArray rows = JsonNode.Parse(await File.ReadAllTextAsync(file))!["rows"]!.AsArray();
        rows.Should().HaveCount(2).And.OnlyContain(row => Number(row!, "largestDifference") < 1e-4 && Number(row!, "sameLabels") > 0.99);
        (await File.ReadAllTextAsync(folder.Combine("onnx.md"))).Should().ContainAll(rows.Select(row => $"| {row!["network"]} |"));
    }

    [Theory]
    [InlineData("--device", "abacus", "'abacus'")]
    [InlineData("--parts", "recipe", "--parts recipe needs --data")]
    public async Task Device_WrongArgument_IsNamed(string option, string value, string expected)
    {
        SampleProcess run = await SampleProcess.RunProjectAsync(Program, "device", option, value);

        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain(expected);
    }

    [Fact]
    public async Task Picture_OfTheRecords_IsTheDocuments()
    {
        using TemporaryFolder folder = new();
        string records = Path.Combine(RepositoryRoot.Find(), "docs", "results", "performance"), file = folder.Combine("picture.svg");
        string quiet = Path.Combine(records, "ratios.json"), loaded = Path.Combine(records, "ratios-loaded.json");
        string[] measured = File.Exists(loaded) ? [quiet, loaded] : [quiet];

        SampleProcess run = await SampleProcess.RunProjectAsync(Program, ["picture", .. measured, "--out", file]);

        run.Error.Should().BeEmpty();
        string picture = await File.ReadAllTextAsync(file);
        picture.Should().Be((await File.ReadAllTextAsync(Path.Combine(records, "ratios.svg"))).ReplaceLineEndings("\n"));
        XDocument.Parse(picture).Descendants().Count(element => element.Name.LocalName is "circle").Should().BeGreaterThan(13);
    }

    [Fact]
    public async Task Run_UnknownBenchmark_FailsWithTheChoices()
    {
        SampleProcess run = await SampleProcess.RunProjectAsync(Program, "--only", "fused-adam,slow-adam");

        run.ExitCode.Should().Be(1);
        run.Error.Should().StartWith("--only 'slow-adam' is unknown. Choose ff-vs-bp, ");
    }

    [Fact]
    public async Task Soak_TenSeconds_LeavesNoTensorAndWritesItsCurve()
    {
        using TemporaryFolder folder = new();
        string file = folder.Combine("soak.json");

        SampleProcess run = await SampleProcess.RunProjectAsync(Program, "soak", "--minutes", "0.1667", "--out", file);

        run.Error.Should().BeEmpty();
        run.ExitCode.Should().Be(0);
        JsonNode record = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        JsonArray curve = record["curve"]!.AsArray();
        curve.Count.Should().BeGreaterThan(3);
        curve.Select(point => Number(point!, "tensors")).Distinct().Should().ContainSingle("between rounds nothing of a network lives");
        curve.Should().AllSatisfy(point => Number(point!, "residentMiB").Should().BePositive());
        record["done"]!.AsObject().Select(done => done.Key).Should().BeEquivalentTo(
            "evaluations", "features read", "mistakes refused", "networks built", "saved and loaded", "trainings cancelled",
            "trainings finished");
        (await File.ReadAllTextAsync(Path.ChangeExtension(file, ".svg"))).Should().StartWith("<svg").And.Contain("polyline");
    }

    [GeneratedRegex(
        @"^ratio fused-adam (?<ratio>\d+\.\d{3,4}) target 0\.35 \((?<ours>\d+\.\d{3}) ms / \d+\.\d{3} ms\)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex RatioLine();

    private static string ReadWhereItStillIs(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }

    private static double Printed(Match line, string group) => double.Parse(line.Groups[group].Value, CultureInfo.InvariantCulture);

    private static double Number(JsonNode node, string name) => node[name]!.GetValue<double>();
}
