namespace ForwardForward.Benchmarks.Export;

/// <summary>How an exported network compares with itself.</summary>
/// <param name="Network">Its name.</param>
/// <param name="SameLabels">The share of test images that both sides give one label.</param>
/// <param name="LargestDifference">The largest difference of a score, over the largest score of its image.</param>
/// <param name="RoundingDifference">
/// The same of the network by itself, where each parameter is changed in its last binary place: how far it magnifies what rounding does.
/// </param>
/// <param name="FileBytes">The size of the ONNX file.</param>
/// <param name="OneImage">The milliseconds of one image.</param>
/// <param name="ThousandImages">Those of 1,000 at once.</param>
internal sealed record ExportRow(
    string Network,
    double SameLabels,
    double LargestDifference,
    double RoundingDifference,
    long FileBytes,
    ExportTimes OneImage,
    ExportTimes ThousandImages);
