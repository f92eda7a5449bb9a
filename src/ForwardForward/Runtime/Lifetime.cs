using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace ForwardForward.Runtime;

/// <summary>
/// Counts who uses what an object owns in native memory, so that it is freed when nobody does: by disposing, or by the last user to leave.
/// </summary>
/// <param name="name">What a message calls the object, such as "The network".</param>
/// <param name="free">Frees it; called once.</param>
internal sealed class Lifetime(string name, Action free)
{
    private const int Ended = int.MinValue;

    private static readonly ConditionalWeakTable<Tensor, Lifetime> Owners = [];

    private int _users; // Negative from the end on.
    private int _freed;
    private string? _change;

    /// <summary>Whether it is disposed, though users may not have left yet.</summary>
    public bool HasEnded => Volatile.Read(ref _users) < 0;

    /// <summary>
    /// Keeps a tensor that <see cref="Own"/> named, as those of labelled images; a tensor of the user's own is the user's.
    /// </summary>
    /// <exception cref="ObjectDisposedException">Its owner is disposed.</exception>
    public static Use EnterOwnerOf(Tensor tensor) => Owners.TryGetValue(tensor, out Lifetime? owner) ? owner.Enter() : default;

    /// <summary>Whether a tensor belongs to what has a lifetime, and not to the user.</summary>
    public static bool HasOwner(Tensor tensor) => Owners.TryGetValue(tensor, out _);

    /// <summary>Names this as what a tensor lives and ends with.</summary>
    public void Own(Tensor tensor) => Owners.Add(tensor, this);

    /// <summary>Keeps the native memory until the result is disposed.</summary>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public Use Enter()
    {
        if (Interlocked.Increment(ref _users) >= 0)
            return new Use(this, changes: false);
        Leave();
        throw Gone();
    }

    /// <summary>As <see cref="Enter"/>, for the one who changes it.</summary>
    /// <param name="change">What changes it, such as "Fit".</param>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    /// <exception cref="InvalidOperationException">Somebody else changes it.</exception>
    public Use EnterToChange(string change)
    {
        Use use = Enter();
        if (Interlocked.CompareExchange(ref _change, change, null) is not { } other)
            return new Use(this, changes: true);
        use.Dispose();
        throw new InvalidOperationException(
            $"{name} is in use by {other}, so {change} cannot begin. Wait for its end, or build a second one: each learns by itself.");
    }

    /// <summary>Throws where it is disposed.</summary>
    public void Check()
    {
        if (HasEnded)
            throw Gone();
    }

    /// <summary>Frees the native memory, now or when the last user leaves. Who comes later is refused.</summary>
    public void End()
    {
        if (Interlocked.Or(ref _users, Ended) == 0)
            Free();
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _users) == Ended)
            Free();
    }

    private void Free()
    {
        if (Interlocked.Exchange(ref _freed, 1) == 0)
            free();
    }

    private ObjectDisposedException Gone() => new(name, $"{name} is disposed. Dispose it after its last use.");

    /// <summary>One use, ended by disposing it.</summary>
    internal readonly struct Use(Lifetime? lifetime, bool changes) : IDisposable
    {
        public void Dispose()
        {
            if (lifetime is null)
                return;
            if (changes)
                Volatile.Write(ref lifetime._change, null);
            lifetime.Leave();
        }
    }
}
