namespace ForwardForward.Samples.Serve.Requests;

/// <summary>What a request is answered.</summary>
/// <param name="Predictions">One for each image or row, in their order.</param>
internal sealed record ClassifyAnswer(IReadOnlyList<Prediction> Predictions);
