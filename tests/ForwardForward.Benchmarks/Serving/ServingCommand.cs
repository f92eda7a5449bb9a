using System.CommandLine;
using ForwardForward.Benchmarks.Report;
using ForwardForward.Data;

namespace ForwardForward.Benchmarks.Serving;

/// <summary>
/// The command <c>serving</c>: whether the sample Serve loses nothing and keeps its memory under load, and how fast it is.
/// </summary>
internal static class ServingCommand
{
    public static Command Create()
    {
        Option<double> seconds = new("--seconds") { Description = "How long, each engine.", DefaultValueFactory = _ => 60 };
        Option<int> clients =
            new("--clients")
            {
                Description = "How many ask at a time, each again as soon as it is answered.",
                DefaultValueFactory = _ => 8,
            };
        Option<string?> note = new("--note") { Description = "What else the machine did, for the record." };
        Option<string> file = new("--out")
        {
            Description = "The file that the record goes to; the table beside it as .md.",
            HelpName = "FILE",
            DefaultValueFactory = _ => "serving.json",
        };
        Command command =
            new("serving", "Puts the sample Serve under load, with either engine. Needs Linux.") { seconds, clients, note, file };
        command.SetAction((parsed, cancellation) => ExecuteAsync(
            new ServingLoad(TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(clients)), parsed.GetValue(note),
            parsed.GetRequiredValue(file), cancellation));
        return command;
    }

    private static async Task ExecuteAsync(ServingLoad load, string? note, string file, CancellationToken cancellation)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        string folder = Directory.CreateTempSubdirectory("forwardforward-serving-").FullName;
        try
        {
            using ImageDataset digits = ImageDatasets.SyntheticDigits(new DatasetOptions { Seed = 1 });
            using FFNetwork network = new FFNetworkBuilder().WithDataset(digits).AddDense(500).AddDense(500).Build();
            network.Fit(digits.Train, new TrainingOptions { Epochs = 2, Cancellation = cancellation });
            ServedImage[] images = ServedImage.Of(network, digits.Test);
            string library = Path.Combine(folder, "network.safetensors"), onnx = Path.Combine(folder, "network.onnx");
            network.Save(library);
            network.ExportOnnx(onnx);
            List<ServingRow> rows = [];
            foreach ((string engine, string path) in new[] { ("library", library), ("onnx", onnx) })
            {
                rows.Add(await ServingRun.ExecuteAsync(engine, path, images, load, cancellation));
                Console.WriteLine(rows[^1]);
            }
            ServingRecord record = new()
            {
                Started = started,
                Seconds = load.Length.TotalSeconds,
                Clients = load.Clients,
                Network = $"{network.Definition}",
                Note = note,
                Rows = rows,
            };
            RecordFile.Write(file, record);
            await File.WriteAllTextAsync(Path.ChangeExtension(file, ".md"), ServingText.ToMarkdown(record), cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
