using System.CommandLine;
using System.Diagnostics;
using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Runtime;
using Spectre.Console;

namespace ForwardForward.Samples.Cluster;

/// <summary>Trains a network whose layers live on several silos.</summary>
internal sealed class PipelineCommand
{
    private static readonly string[] Recipes = ["projection", "dense", "convolution"];

    private readonly Option<string?> _network =
        new("--network") { Description = "A definition in JSON, as ToJson writes it [default: by --recipe]" };
    private readonly Option<string> _recipe =
        new("--recipe") { Description = "Which kind of layers", DefaultValueFactory = _ => Recipes[0] };
    private readonly Option<int> _layers = Count("--layers", "How many layers", 4);
    private readonly Option<int> _width = Count("--width", "How many units a layer has, or channels", 500);
    private readonly Option<string> _dataset =
        new("--dataset") { Description = $"{DatasetName.All}; mnist:1000 takes the first 1,000", DefaultValueFactory = _ => "digits" };
    private readonly Option<int> _epochs = Count("--epochs", "Passes over the training images", 5);
    private readonly Option<int> _batch = Count("--batch", "Images in a batch", 128);
    private readonly Option<long> _seed = new("--seed") { Description = "The seed of everything random" };
    private readonly Option<int?> _segments =
        new("--segments") { Description = "Into how many parts layers are divided [default: one a silo]" };
    private readonly Option<int> _credits = Count("--credits", "How many batches may wait between two segments", 4);
    private readonly Option<bool> _bfloat16 = new("--bfloat16") { Description = "Send activations as bfloat16, in half of the bytes" };
    private readonly Option<bool> _alone =
        new("--alone") { Description = "Train in this process by Fit instead, to compare times and bits" };
    private readonly Option<string> _out =
        new("--out") { Description = "Folder for checkpoints and the network", DefaultValueFactory = _ => "out/pipeline" };

    public static Command Create(MemberOptions member)
    {
        PipelineCommand own = new();
        own._recipe.AcceptOnlyFromAmong(Recipes);
        Command command = new("pipeline", "Trains a network whose layers live on several silos, and saves it.")
        {
            own._network, own._recipe, own._layers, own._width, own._dataset, own._epochs, own._batch, own._seed, own._segments,
            own._credits, own._bfloat16, own._alone, own._out,
        };
        foreach (Option option in member.OfClients)
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => parsed.GetValue(own._alone)
            ? ClusterClient.EndAsync(() => own.RunAloneAsync(parsed, member, cancellation), cancellation)
            : ClusterClient.RunAsync(
                member, parsed,
                (grains, datasets) => own.RunAsync(
                    parsed, datasets, run => new Pipeline(grains, datasets).RunAsync(run), cancellation),
                cancellation));
        return command;
    }

    private static Option<int> Count(string name, string description, int usual)
    {
        Option<int> option = new(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError($"{name} must be at least 1.");
        });
        return option;
    }

    private async Task RunAloneAsync(ParseResult parsed, MemberOptions member, CancellationToken cancellation)
    {
        TorchRuntime.EnsureLoaded();
        using Datasets datasets = member.ReadDatasets(parsed);
        await RunAsync(parsed, datasets, run => Task.Run(() => Fit(run, datasets), CancellationToken.None), cancellation);
    }

    private static FFNetwork Fit(PipelineOptions run, Datasets datasets)
    {
        FFNetwork network = run.Configuration.Definition.Build(run.Seed);
        network.Fit(
            datasets.Open(run.Configuration.Dataset).Images.Train, run.Configuration.Training with { Cancellation = run.Cancellation });
        return network;
    }

    private async Task RunAsync(
        ParseResult parsed, Datasets datasets, Func<PipelineOptions, Task<FFNetwork>> train, CancellationToken cancellation)
    {
        IAnsiConsole console = SampleConsole.Create(Console.Out);
        string name = parsed.GetValue(_dataset)!, folder = parsed.GetValue(_out)!;
        ImageDataset images = datasets.Open(name).Images;
        FFNetworkDefinition definition = parsed.GetValue(_network) is { } path
            ? FFNetworkDefinition.FromJson(await File.ReadAllTextAsync(path, cancellation))
            : Define(parsed, images);
        TrainingOptions training = new() { Epochs = parsed.GetValue(_epochs), BatchSize = parsed.GetValue(_batch) };
        console.WriteLine(definition.ToString());
        long began = Stopwatch.GetTimestamp();
        using FFNetwork network = await train(new PipelineOptions
        {
            Configuration = new SweepConfiguration("pipeline", definition, training, name),
            Seed = parsed.GetValue(_seed),
            Folder = Path.Combine(folder, "checkpoint"),
            Segments = parsed.GetValue(_segments),
            Traffic = parsed.GetValue(_bfloat16) ? Traffic.Rounded : Traffic.Exact,
            Credits = parsed.GetValue(_credits),
            Progress = new PipelineLines(console),
            Cancellation = cancellation,
        });
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        console.WriteLine(FormattableString.Invariant(
            $"trained in {seconds:F1} s, {(double)images.Train.Count * training.Epochs / seconds:F0} images a second"));
        Directory.CreateDirectory(folder);
        string saved = Path.Combine(folder, "network.safetensors");
        network.Save(saved);
        console.WriteLine($"wrote {saved}");
        double accuracy = network.MeasureAccuracy(images.Test, new EvaluationOptions { Cancellation = cancellation });
        console.WriteLine(FormattableString.Invariant($"test accuracy: {100 * accuracy:F2} %"));
    }

    private FFNetworkDefinition Define(ParseResult parsed, ImageDataset images)
    {
        FFNetworkBuilder network = new FFNetworkBuilder().WithDataset(images);
        int width = parsed.GetValue(_width);
        for (int layer = 0; layer < parsed.GetValue(_layers); layer++)
            network = parsed.GetValue(_recipe) switch
            {
                "dense" => network.AddDense(width),
                "convolution" => network.AddConvolutionProjection(width),
                _ => network.AddProjection(width),
            };
        return network.Define();
    }
}
