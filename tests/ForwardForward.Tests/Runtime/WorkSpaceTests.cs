using System.Runtime.CompilerServices;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Runtime;

/// <summary>Memory that steps hand on is freed once, whoever lets go of it.</summary>
public sealed class WorkSpaceTests
{
    [Fact]
    public void Dispose_WhatAFailedStepDropped_IsFreedByTheSpaceAndNotByAFinalizer()
    {
        long before = Tensors.CountLive();
        WorkSpace space = WorkSpace.Create();
        BorrowAndDrop(space);

        Tensors.CountLive().Should().Be(before + 2, "the space holds the block and the view of it");

        space.Dispose();
        Tensors.CountLive().Should().Be(before);
    }

    [Fact]
    public void Free_WhatWasBorrowed_IsLentAgain()
    {
        using WorkSpace space = WorkSpace.Create();
        Tensor first = space.Borrow(3, 4);
        first.fill_(7);
        space.Free(first);

        using Tensor again = space.Borrow(4, 3);

        Tensors.Values(again).Should().AllBeEquivalentTo(7f, "a block of twelve numbers was free");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void BorrowAndDrop(WorkSpace space) => space.Borrow(2, 3);
}
