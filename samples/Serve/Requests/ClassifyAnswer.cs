namespace ForwardForward.Samples.Serve.Requests;

/// <summary>The answer to a request.</summary>
/// <param name="Predictions">One for each image or row, in their order.</param>
internal sealed record ClassifyAnswer(IReadOnlyList<Prediction> Predictions);
