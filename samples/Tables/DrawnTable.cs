using System.Globalization;

namespace ForwardForward.Samples.Tables;

/// <summary>A table of fruit that the sample draws itself.</summary>
internal static class DrawnTable
{
    private const int RowsOfEach = 60;

    private static readonly (string Name, double Weight, double Length, string[] Colours)[] Fruit =
    [
        ("apple", 180, 7.5, ["red", "green", "yellow"]),
        ("pear", 190, 10, ["green", "yellow"]),
        ("lemon", 110, 8.5, ["yellow"]),
    ];

    /// <summary>Writes <c>fruit.csv</c>.</summary>
    /// <param name="folder">Where to; it exists.</param>
    /// <returns>The path of the file.</returns>
    public static string Write(string folder)
    {
        Random random = new(0);
        string path = Path.Combine(folder, "fruit.csv");
        File.WriteAllLines(
            path,
            Enumerable.Range(0, RowsOfEach).SelectMany(_ => Fruit.Select(kind => string.Create(
                CultureInfo.InvariantCulture,
                $"{Around(kind.Weight):F0},{Around(kind.Length):F1},{kind.Colours[random.Next(kind.Colours.Length)]},{kind.Name}")))
                .Prepend("weight,length,colour,fruit"));
        return path;

        // The sum of a few even draws is about normal, with a tenth of the mean for its deviation.
        double Around(double mean) => mean * (1 + (0.1 * (Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6)));
    }
}
