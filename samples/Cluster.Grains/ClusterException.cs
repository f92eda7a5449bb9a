namespace ForwardForward.Samples.Cluster;

/// <summary>A run on a cluster cannot go on for a reason that its user can mend.</summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="innerException">What caused it, or null.</param>
[GenerateSerializer]
[Alias("ForwardForward.ClusterException")]
public sealed class ClusterException(string message, Exception? innerException = null) : Exception(message, innerException);
