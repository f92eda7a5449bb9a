using System.CommandLine;
using ForwardForward.Benchmarks.Measuring;
using ForwardForward.Data;

namespace ForwardForward.Benchmarks.Export;

/// <summary>
/// The command <c>onnx</c>: whether exported networks predict with ONNX Runtime what they predict with the library, and how fast.
/// </summary>
internal static class ExportCommand
{
    private const string Variable = "FORWARDFORWARD_DATA";

    public static Command Create()
    {
        Option<bool> quick = new("--quick") { Description = "Few images and rounds of two networks, to try the program itself." };
        Option<string> file = new("--out")
        {
            Description = "The file that the record goes to.",
            HelpName = "FILE",
            DefaultValueFactory = _ => "onnx.json",
        };
        Command command = new("onnx", "Compares networks that were exported to ONNX with themselves, on MNIST.") { quick, file };
        command.SetAction(parsed =>
        {
            try
            {
                using ImageDataset mnist = Open();
                Execute(mnist, parsed.GetValue(quick) ? ExportExtent.Quick : ExportExtent.Full, parsed.GetRequiredValue(file));
                return 0;
            }
            catch (CannotMeasureException obstacle)
            {
                Console.Error.WriteLine($"onnx: {obstacle.Message}");
                return 1;
            }
        });
        return command;
    }

    private static void Execute(ImageDataset mnist, ExportExtent extent, string file)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        List<ExportRow> rows = [];
        using LabelledImages train = mnist.Train.Take(extent.TrainingImages), test = mnist.Test.Take(extent.TestImages);
        foreach (ExportedNetwork network in ExportedNetwork.All.Take(extent.Networks))
        {
            rows.Add(ExportComparison.Run(network, train, test, extent));
            Console.WriteLine(rows[^1]);
            new ExportRecord { Started = started, TestImages = extent.TestImages, Rows = rows }.Save(file);
        }
    }

    private static ImageDataset Open()
    {
        string? root = Environment.GetEnvironmentVariable(Variable);
        return !string.IsNullOrWhiteSpace(root) && Directory.Exists(Path.Combine(root, "mnist"))
            ? ImageDatasets.MnistAsync().GetAwaiter().GetResult()
            : throw new CannotMeasureException(
                $"it needs MNIST. Set {Variable} to a folder that holds a folder 'mnist' with the four IDX files.");
    }
}
