using ForwardForward.Samples;
using TorchSharp;

namespace ForwardForward.Tests.Samples;

public sealed class SampleCommandTests : IDisposable
{
    private static readonly SampleDefaults Defaults = new()
    {
        Study = "trial",
        Description = "Tries the command line.",
        Dataset = DatasetChoice.Synthetic,
        Epochs = (preset, dataset) => preset == Preset.Faithful ? 1_000 : dataset == DatasetChoice.Synthetic ? 5 : 20,
    };

    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private SampleOptions? _options;

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task RunAsync_NoOptions_FillsInTheSamplesDefaults()
    {
        int exitCode = await RunAsync();

        exitCode.Should().Be(0);
        _options.Should().Be(new SampleOptions
        {
            Preset = Preset.Quick,
            Dataset = DatasetChoice.Synthetic,
            DataFolder = null,
            Seeds = 1,
            Epochs = 5,
            Device = DeviceChoice.Cpu,
            OutFolder = _folder.Path,
        });
    }

    [Fact]
    public async Task RunAsync_EveryOption_IsRead()
    {
        await RunAsync(
            "--preset", "controlled", "--dataset", "fashion-mnist", "--data", _folder.Path, "--seeds", "4", "--epochs", "7", "--device",
            "cpu");

        _options.Should().Be(new SampleOptions
        {
            Preset = Preset.Controlled,
            Dataset = DatasetChoice.FashionMnist,
            DataFolder = _folder.Path,
            Seeds = 4,
            Epochs = 7,
            Device = DeviceChoice.Cpu,
            OutFolder = _folder.Path,
        });
    }

    [Theory]
    [InlineData("quick", "mnist", 1, 20)]
    [InlineData("controlled", "synthetic", 3, 5)]
    [InlineData("faithful", "mnist", 1, 1_000)]
    public async Task RunAsync_Preset_DecidesSeedsAndEpochs(string preset, string dataset, int seeds, int epochs)
    {
        await RunAsync("--preset", preset, "--dataset", dataset);

        _options!.Seeds.Should().Be(seeds);
        _options.Epochs.Should().Be(epochs);
    }

    [Theory]
    [InlineData("--preset", "fast", "--preset 'fast' is unknown. Choose quick, controlled, faithful.")]
    [InlineData("--preset", "Quick", "--preset 'Quick' is unknown. Choose quick, controlled, faithful.")]
    [InlineData("--dataset", "cifar", "--dataset 'cifar' is unknown. Choose mnist, fashion-mnist, synthetic.")]
    [InlineData("--device", "tpu", "--device 'tpu' is unknown. Choose cpu, cuda.")]
    [InlineData("--seeds", "0", "--seeds '0' is not a whole number from 1 on.")]
    [InlineData("--seeds", "three", "--seeds 'three' is not a whole number from 1 on.")]
    [InlineData("--epochs", "-1", "--epochs '-1' is not a whole number from 1 on.")]
    [InlineData("--epochs", "2.5", "--epochs '2.5' is not a whole number from 1 on.")]
    [InlineData("--epochs", "99999999999", "--epochs '99999999999' is not a whole number from 1 on.")]
    [InlineData("--data", "no/such/folder", "--data 'no/such/folder' is not a folder that exists.")]
    public async Task RunAsync_BadValue_SaysSoInOneLineWithTheUsage(string option, string value, string complaint)
    {
        int exitCode = await RunAsync(option, value);

        exitCode.Should().Be(1);
        _error.ToString().Trim().Should().Be(complaint);
        _output.ToString().Should().Contain("Usage:");
        _options.Should().BeNull("the work must not begin");
    }

    [Theory]
    [InlineData("--speed", "9")]
    [InlineData("--epochs")]
    [InlineData("--epochs", "1", "--epochs", "2")]
    public async Task RunAsync_UnknownMissingOrRepeated_FailsWithTheUsage(params string[] arguments)
    {
        int exitCode = await RunAsync(arguments);

        exitCode.Should().Be(1);
        _error.ToString().Should().Contain(arguments[0]);
        _output.ToString().Should().Contain("Usage:");
        _options.Should().BeNull();
    }

    [Fact]
    public async Task RunAsync_PresetThatTheSampleLacks_NamesThoseItHas()
    {
        int exitCode = await RunAsync(
            Defaults with { Presets = [Preset.Quick, Preset.Controlled] }, _ => Task.CompletedTask, "--preset", "faithful");

        exitCode.Should().Be(1);
        _error.ToString().Trim().Should().Be("--preset 'faithful' is unknown. Choose quick, controlled.");
    }

    [Fact]
    public async Task RunAsync_OptionsOfStudies_AreThoseOfStudiesAlone()
    {
        SampleDefaults study = Defaults with { KeepsMeasurements = true };

        await RunAsync(study, _ => Task.CompletedTask, "--fresh", "--images", "500", "--only", "a, b", "--only", "c");
        (_options!.Fresh, _options.Images).Should().Be((true, 500));
        _options.Only.Should().Equal("a, b", "c");

        await RunAsync(study, _ => Task.CompletedTask);
        (_options!.Fresh, _options.Images).Should().Be((false, null));
        _options.Only.Should().BeEmpty();

        foreach (string[] arguments in (string[][])[["--fresh"], ["--images", "500"], ["--only", "a"]])
            (await RunAsync(arguments)).Should().Be(1, "{0} is for studies", arguments[0]);
    }

    [Fact]
    public async Task RunAsync_Help_NamesEveryOptionAndItsDefault()
    {
        int exitCode = await RunAsync("--help");

        exitCode.Should().Be(0);
        _output.ToString().Should().ContainAll(
            "--preset", "--dataset", "--data", "--seeds", "--epochs", "--device", "--out", "mnist|fashion-mnist|synthetic", "5 for quick");
    }

    [Fact]
    public async Task RunAsync_OutIsAFile_SaysSo()
    {
        string file = _folder.Combine("taken");
        await File.WriteAllTextAsync(file, "");

        int exitCode = await RunAsync("--out", file);

        exitCode.Should().Be(1);
        _error.ToString().Should().Contain($"--out '{file}' is not a folder.");
    }

    [Fact]
    public async Task RunAsync_OutBelowAFile_FailsBeforeTheWork()
    {
        string file = _folder.Combine("taken");
        await File.WriteAllTextAsync(file, "");

        int exitCode = await RunAsync("--out", Path.Combine(file, "below"));

        exitCode.Should().Be(1);
        _error.ToString().Should().StartWith("error: --out '").And.Contain("cannot be written to");
        _options.Should().BeNull();
    }

    [Fact]
    public async Task RunAsync_Cuda_IsTakenWhereThereIsOneAndRefusedElsewhere()
    {
        bool isThere = torch.cuda.is_available();

        int exitCode = await RunAsync("--device", "cuda");

        exitCode.Should().Be(isThere ? 0 : 1);
        _error.ToString().Should().StartWith(isThere ? "" : "error: --device cuda: there is no CUDA device here");
    }

    [Fact]
    public async Task RunAsync_Cancelled_EndsWith130()
    {
        using CancellationTokenSource cancellation = new();
        SampleCommand command = new(Defaults, _output, _error);

        int exitCode = await command.RunAsync(["--out", _folder.Path], async run =>
        {
            await cancellation.CancelAsync();
            run.Cancellation.ThrowIfCancellationRequested();
        }, cancellation.Token);

        exitCode.Should().Be(130);
        _error.ToString().Trim().Should().Be("Cancelled.");
    }

    [Fact]
    public async Task RunAsync_FailureTheUserCanMend_IsOneLine()
    {
        int exitCode = await RunAsync(Defaults, _ => throw new TrainingDivergedException("layer 2 (Dense 500)", epoch: 3, batch: 4));

        exitCode.Should().Be(1);
        _error.ToString().TrimEnd().Should().StartWith("error: The loss of layer 2 (Dense 500)").And.NotContain("\n");
    }

    private Task<int> RunAsync(params string[] arguments) => RunAsync(Defaults, _ => Task.CompletedTask, arguments);

    private Task<int> RunAsync(SampleDefaults defaults, Func<SampleRun, Task> work, params string[] arguments)
    {
        string[] all = arguments.Contains("--out", StringComparer.Ordinal) ? arguments : [.. arguments, "--out", _folder.Path];
        return new SampleCommand(defaults, _output, _error).RunAsync(all, run =>
        {
            _options = run.Options;
            return work(run);
        });
    }
}
