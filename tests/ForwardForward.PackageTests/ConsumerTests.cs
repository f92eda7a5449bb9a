using System.Globalization;
using System.Text.RegularExpressions;

namespace ForwardForward.PackageTests;

[Collection(PackedPackagesCollection.Name)]
public partial class ConsumerTests(CSharpConsumer consumer) : IClassFixture<CSharpConsumer>
{
    private const string PrintsBootstrap = """
        Console.WriteLine($"bootstrap: {typeof(Program).Assembly.GetType("ForwardForward.Generated.ForwardForwardBootstrap") is not null}");
        """;

    [Fact]
    public async Task Program_OfTheReadme_RunsAndLearns()
    {
        CommandResult run = (await consumer.RunAsync(DocumentCode.Program())).ShouldSucceed();

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

    [Fact]
    public async Task Program_WithTheStrategyOfTheReadme_TrainsSavesAndLoads()
    {
        string program = $$"""
            using ForwardForward;
            using ForwardForward.Data;
            using ForwardForward.Faithful;

            using ImageDataset digits = ImageDatasets.SyntheticDigits(new DatasetOptions { Train = 500, Test = 100 });
            using FFNetwork network = new FFNetworkBuilder()
                .WithInput(digits.Shape).WithClasses(digits.Classes)
                .WithNegatives(new NextLabelSampler())
                .AddDense(20)
                .Build();
            network.Fit(digits.Train, new TrainingOptions { Epochs = 1 });
            string path = Path.Combine(AppContext.BaseDirectory, "network.safetensors");
            network.Save(path);
            using FFNetwork again = FFNetwork.Load(path, new LoadOptions { Plugins = new PluginRegistry().Register<NextLabelSampler>() });
            bool same = again.ScoreLabels(digits.Test.Images).Equals(network.ScoreLabels(digits.Test.Images));
            Console.WriteLine($"{again.Definition.Negatives.GetType().Name}, same scores: {same}");

            {{DocumentCode.Strategy()}}
            """;

        CommandResult run = (await consumer.RunAsync(program)).ShouldSucceed();

        run.Output.ReplaceLineEndings("\n").Should().Be("NextLabelSampler, same scores: True\n");
    }

    [Fact]
    public async Task Program_PublishedAsOneFile_Runs()
    {
        const string Program = $$"""
            using TorchSharp;

            using torch.Tensor values = torch.rand(3);
            bool isBeside = File.Exists(Path.Combine(AppContext.BaseDirectory, "TorchSharp.dll"));
            Console.WriteLine($"values: {values.shape[0]}, beside the file: {isBeside}");
            """;

        CommandResult run = (await consumer.RunSingleFileAsync(Program)).ShouldSucceed();

        run.Output.ReplaceLineEndings("\n").Should().Be("values: 3, beside the file: False\n");
    }

    [GeneratedRegex(@"test accuracy: (?<percent>\d+\.\d+) %", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TestAccuracy();
}
