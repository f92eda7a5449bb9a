using ForwardForward.Data;

namespace ForwardForward.Tests.Training.Pipelines;

/// <summary>Small networks of the families that a pipeline trains.</summary>
internal static class PipelineNetworks
{
    private static FFNetworkBuilder Empty => new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3).WithSeed(5);

    public static FFNetworkDefinition Define(string family) => family switch
    {
        "overlay" => Empty.AddDense(20).AddDense(16).AddDense(12).Define(),
        "projection" => Empty.AddProjection(20).AddProjection(16).AddProjection(12).Define(),
        "convolution" => Empty.AddConvolutionProjection(6).AddConvolutionProjection(9).AddProjection(12).Define(),
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "There is no such network."),
    };

    public static byte[] Fit(FFNetworkDefinition definition, LabelledImages data, TrainingOptions options)
    {
        using FFNetwork network = definition.Build();
        network.Fit(data, options);
        return Bytes(network);
    }

    public static byte[] Bytes(FFNetwork network)
    {
        string path = Path.GetTempFileName();
        try
        {
            network.Save(path);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
