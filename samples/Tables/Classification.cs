using ForwardForward.Data;

namespace ForwardForward.Samples.Tables;

/// <summary>Names the class of rows by a saved network.</summary>
internal static class Classification
{
    public static void Run(string path, string file, CsvFormat format)
    {
        using FFNetwork network = FFNetwork.Load(path);
        foreach ((int row, string name) in network.PredictTable(file, format).Index())
            Console.WriteLine(FormattableString.Invariant($"row {row + 1}: {name}"));
    }
}
