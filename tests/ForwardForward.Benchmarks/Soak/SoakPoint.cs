namespace ForwardForward.Benchmarks.Soak;

/// <summary>What the process held between two rounds, with every network of the soak disposed.</summary>
/// <param name="Seconds">Since the soak began.</param>
/// <param name="Rounds">How many rounds were done.</param>
/// <param name="ResidentMiB">Memory of the process in the machine's memory.</param>
/// <param name="ManagedMiB">Memory in managed objects, after a collection.</param>
/// <param name="Tensors">Live tensors.</param>
internal sealed record SoakPoint(double Seconds, int Rounds, double ResidentMiB, double ManagedMiB, long Tensors);
