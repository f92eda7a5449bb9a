using System.Globalization;

namespace ForwardForward;

/// <summary>
/// A network at a glance: what each layer gives, learns and costs. <c>Console.WriteLine(network.Summary())</c> prints it as a table.
/// </summary>
/// <remarks>
/// <para>Floating-point operations are those of one pass of one image through the layers, the goodness of each and the softmax head.
/// Products of matrices and convolutions are counted, a multiplication and an addition as two operations: a dense layer has 2 · inputs ·
/// units, bias included. What goes over values once is left out: normalisation, rectification, pooling, layer and batch normalisation,
/// a goodness without a projection, softmax.</para>
/// <para>Where classes are scored by the goodness of an image that shows a label, a prediction makes <see cref="PassesToPredict"/> passes,
/// one a label. They cost less than as many times one: a dense first layer multiplies an image once for all the labels that are overlaid
/// on it.</para>
/// <para>Immutable; it holds nothing of the network.</para>
/// </remarks>
public sealed class NetworkSummary
{
    private const string Nothing = "";

    private readonly string _input;

    internal NetworkSummary(string input, IReadOnlyList<LayerSummary> layers, LayerSummary? softmaxHead, int passesToPredict)
    {
        _input = input;
        Layers = layers;
        SoftmaxHead = softmaxHead;
        PassesToPredict = passesToPredict;
    }

    /// <summary>The layers, from the input on.</summary>
    public IReadOnlyList<LayerSummary> Layers { get; }

    /// <summary>The softmax head; null where the network has none.</summary>
    public LayerSummary? SoftmaxHead { get; }

    /// <summary>How many numbers the network learns.</summary>
    public long Parameters => Parts.Sum(part => part.Parameters);

    /// <summary>How many of <see cref="Parameters"/> belong to the layers' objectives.</summary>
    public long ObjectiveParameters => Parts.Sum(part => part.ObjectiveParameters);

    /// <summary>
    /// How many floating-point operations one pass of one image takes: those of the layers that say theirs, so at least as many as this.
    /// </summary>
    public double FloatingPointOperations => Parts.Sum(part => part.FloatingPointOperations ?? 0);

    /// <summary>Whether every layer says its operations, so that <see cref="FloatingPointOperations"/> is all of them.</summary>
    public bool CountsEveryOperation => Parts.All(part => part.FloatingPointOperations is not null);

    /// <summary>In how many passes the class of an image is named: one, or one a label.</summary>
    public int PassesToPredict { get; }

    private IEnumerable<LayerSummary> Parts => SoftmaxHead is null ? Layers : Layers.Append(SoftmaxHead);

    /// <summary>The table: a line a layer, and the sums.</summary>
    /// <returns>Lines of columns side by side; numbers as in English. A dash stands where a layer does not say its operations.</returns>
    public override string ToString()
    {
        string cost = SummaryTable.Operations(FloatingPointOperations);
        string[][] rows =
        [
            [Nothing, "layer", "kind", "output", "parameters", "in objectives", "one pass"],
            [Nothing, "input", Nothing, _input, Nothing, Nothing, Nothing],
            .. Layers.Select((layer, index) => Row(Text(index + 1), layer)),
            .. Parts.Skip(Layers.Count).Select(head => Row(Nothing, head)),
            [
                Nothing, "sum", Nothing, Nothing, SummaryTable.Count(Parameters), SummaryTable.Count(ObjectiveParameters),
                CountsEveryOperation ? cost : $"at least {cost}",
            ],
        ];
        string passes = PassesToPredict == 1 ? "one pass" : $"{Text(PassesToPredict)} passes, one a label";
        return $"{SummaryTable.Align(rows, leftColumns: 4)}\nThe class of an image is named in {passes}.";
    }

    private static string[] Row(string number, LayerSummary layer) =>
    [
        number, layer.Name, layer.Kind, string.Join('×', layer.OutputShape.Select(Text)),
        SummaryTable.Count(layer.Parameters), SummaryTable.Count(layer.ObjectiveParameters),
        layer.FloatingPointOperations is { } operations ? SummaryTable.Operations(operations) : "–",
    ];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
