using ForwardForward.Data;
using ForwardForward.Samples.Serve.Requests;

namespace ForwardForward.Samples.Serve.Engines;

/// <summary>Makes an engine ready.</summary>
internal static class EngineOpener
{
    /// <summary>
    /// Loads the network, or trains one on drawn digits, and asks it once, because the first answer takes longer than the others.
    /// </summary>
    public static IEngine Open(ServingOptions options, CancellationToken stop)
    {
        IEngine engine = (options.Engine, options.Network) switch
        {
            (EngineKind.Onnx, { } file) => new OnnxEngine(Existing(file)),
            (EngineKind.Onnx, null) => OpenExported(LearnDigits(stop)),
            (_, { } file) => new LibraryEngine(FFNetwork.Load(file)),
            (_, null) => new LibraryEngine(LearnDigits(stop)),
        };
        try
        {
            engine.Score(new InputRows(new float[engine.Definition.Input.Size], 1));
            return engine;
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    private static string Existing(string file) =>
        File.Exists(file) ? file : throw new FileNotFoundException($"{file} does not exist.", file);

    private static OnnxEngine OpenExported(FFNetwork network)
    {
        using FFNetwork exported = network;
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.onnx");
        try
        {
            exported.ExportOnnx(file);
            return new OnnxEngine(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static FFNetwork LearnDigits(CancellationToken stop)
    {
        using ImageDataset digits =
            ImageDatasets.SyntheticDigits(new DatasetOptions { Train = 3_000, Test = 1_000, Seed = 1, Cancellation = stop });
        FFNetwork network = new FFNetworkBuilder().WithDataset(digits).AddDense(200).AddDense(200).Build();
        network.Fit(digits.Train, new TrainingOptions { Epochs = 5, Cancellation = stop });
        network.Calibrate(digits.Test);
        return network;
    }
}
