package polyview.notebook;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A method that returned nothing returns its object, as many do when a library learns to chain calls: the same source, another
 * method for what was compiled.
 *
 * @param owner its class, with slashes
 */
record ReturnsItself(String owner, String name, String arguments) implements AlteredLibrary.Change {

    @Override
    public ClassVisitor over(ClassVisitor next) {
        return new ClassVisitor(Opcodes.ASM9, next) {
            private boolean ofOwner;

            @Override
            public void visit(int version, int access, String type, String signature, String parent, String[] faces) {
                ofOwner = type.equals(owner);
                super.visit(version, access, type, signature, parent, faces);
            }

            @Override
            public MethodVisitor visitMethod(
                    int access, String method, String types, String signature, String[] thrown) {
                boolean it = ofOwner && is(method, types);
                String now = it ? types() : types;
                return new Body(super.visitMethod(access, method, now, signature, thrown), it);
            }
        };
    }

    private boolean is(String method, String types) {
        return method.equals(name) && types.equals("(" + arguments + ")V");
    }

    private String types() {
        return "(" + arguments + ")L" + owner + ";";
    }

    private final class Body extends MethodVisitor {

        private final boolean it;

        Body(MethodVisitor next, boolean it) {
            super(Opcodes.ASM9, next);
            this.it = it;
        }

        @Override
        public void visitInsn(int opcode) {
            if (it && opcode == Opcodes.RETURN) {
                super.visitVarInsn(Opcodes.ALOAD, 0);
                super.visitInsn(Opcodes.ARETURN);
            } else {
                super.visitInsn(opcode);
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String type, String method, String types, boolean face) {
            if (type.equals(owner) && is(method, types)) {
                super.visitMethodInsn(opcode, type, method, types(), face);
                super.visitInsn(Opcodes.POP);
            } else {
                super.visitMethodInsn(opcode, type, method, types, face);
            }
        }
    }
}
