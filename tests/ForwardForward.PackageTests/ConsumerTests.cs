using System.Globalization;
using System.Text.RegularExpressions;

namespace ForwardForward.PackageTests;

[Collection(PackedPackagesCollection.Name)]
public partial class ConsumerTests(ConsumerProject consumer) : IClassFixture<ConsumerProject>
{
    private const string PrintsBootstrap = """
        Console.WriteLine($"bootstrap: {typeof(Program).Assembly.GetType("ForwardForward.Generated.ForwardForwardBootstrap") is not null}");
        """;

    [Fact]
    public async Task Program_OfTheReadme_RunsAndLearns()
    {
        CommandResult run = (await consumer.RunAsync(ReadmeProgram.Read())).ShouldSucceed();

        Match accuracy = TestAccuracy().Match(run.Output);
        accuracy.Success.Should().BeTrue("the program prints its test accuracy, not\n{0}", run.Output);
        double.Parse(accuracy.Groups["percent"].Value, CultureInfo.InvariantCulture).Should().BeGreaterThan(50, "chance is 10 %");
    }

    [Fact]
    public async Task Program_ThatStartsWithTorchSharp_Runs()
    {
        const string Program = $$"""
            using TorchSharp;

            using torch.Tensor values = torch.rand(3);
            Console.WriteLine($"values: {values.shape[0]}");
            {{PrintsBootstrap}}
            """;

        CommandResult run = (await consumer.RunAsync(Program)).ShouldSucceed();

        run.Output.ReplaceLineEndings("\n").Should().Be("values: 3\nbootstrap: True\n");
    }

    [Fact]
    public async Task Program_WithoutBootstrap_RunsAfterEnsureLoaded()
    {
        const string Program = $$"""
            using ForwardForward.Runtime;
            using TorchSharp;

            TorchRuntime.EnsureLoaded();
            using torch.Tensor values = torch.ones(3);
            Console.WriteLine($"values: {values.shape[0]}");
            {{PrintsBootstrap}}
            """;

        CommandResult run = (await consumer.RunAsync(Program, "-p:ForwardForwardBootstrap=false")).ShouldSucceed();

        run.Output.ReplaceLineEndings("\n").Should().Be("values: 3\nbootstrap: False\n");
    }

    [GeneratedRegex(@"test accuracy: (?<percent>\d+\.\d+) %", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TestAccuracy();
}
